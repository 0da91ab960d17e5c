# The reference shows no Python: these are its steps and its example body.
import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Bearer {API_KEY}"}

with open("photo.jpg", "rb") as f:
    upload_response = requests.post(
        f"{API_BASE}/v3/remove-bg/upload-image/",
        headers=HEADERS,
        files={"image": f},
        timeout=60
    )
upload_response.raise_for_status()
unique_filename = upload_response.json()["unique_filename"]

result = requests.post(
    f"{API_BASE}/v3/remove-bg/process-image/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "unique_filename": unique_filename,
        "output_variants": [
            {
                "variant_name": "full",
                "max_resolution": 12000000,
                "format": "png",
                "background_color": None,
                "quality": "high",
                "output_compression": 85,
                "autocrop": False
            },
            {
                "variant_name": "thumb",
                "max_resolution": 250000,
                "format": "webp",
                "background_color": "#ffffff",
                "quality": "medium",
                "output_compression": 80,
                "autocrop": True
            }
        ]
    },
    timeout=300
)
result.raise_for_status()
assert result.json()["unique_filename"] == unique_filename
print("Input:", result.json()["input_url"])
print("Full:", result.json()["output_urls"]["full"])
print("Thumb:", result.json()["output_urls"]["thumb"])
