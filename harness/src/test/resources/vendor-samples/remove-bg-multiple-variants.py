import requests
API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Token {API_KEY}"}
# Step 1 — Upload image (multipart/form-data)
with open("photo.jpg", "rb") as f:
    upload_response = requests.post(
        f"{API_BASE}/v3/file-ops/upload/",
        headers=HEADERS,
        files={"files": f},
        data={"upload_path": "my-project"},
        timeout=60
    )
upload_response.raise_for_status()
input_file_path = upload_response.json()["file_paths"][0]
# Step 2 — Process with multiple output variants (application/json)
result = requests.post(
    f"{API_BASE}/v3/tools/ai/remove-bg/process/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "input_file_path": input_file_path,
        "output_variants": [
            {
                "output_file_path": "my-project/full.png",
                "format": "png",
                "max_resolution": 12000000,
                "quality": "high"
                # transparent background (default)
            },
            {
                "output_file_path": "my-project/thumb.webp",
                "format": "webp",
                "max_resolution": 250000,
                "quality": "medium",
                "autocrop": True
                # crops tightly to object bounds
            },
            {
                "output_file_path": "my-project/white-bg.jpg",
                "format": "jpeg",
                "max_resolution": 12000000,
                "background_color": "#ffffff",
                "output_compression": 85
            }
        ]
    },
    timeout=300
)
result.raise_for_status()
output = result.json()
full_path, thumb_path, white_bg_path = output["output_file_paths"]
print("Full PNG: ", full_path)
print("Thumbnail: ", thumb_path)
print("White BG: ", white_bg_path)
