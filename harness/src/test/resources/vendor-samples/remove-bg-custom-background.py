import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Token {API_KEY}"}

INPUT_KEY = "my-project/photo.jpg"

# Step 1 — Upload image (multipart/form-data)
with open("photo.jpg", "rb") as f:
    upload_response = requests.post(
        f"{API_BASE}/v3/file-ops/upload/",
        headers=HEADERS,
        files={"file": f},
        data={"key": INPUT_KEY},
        timeout=60
    )

upload_response.raise_for_status()

# Step 2 — Process with custom background colors (application/json)
result = requests.post(
    f"{API_BASE}/v3/tools/ai/remove-bg/process/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "input_key": INPUT_KEY,
        "output_variants": [
            {
                "output_key": "my-project/blue-bg.jpg",
                "background_color": "#1A01FF",
                "format": "jpeg",
                "output_compression": 90
            },
            {
                "output_key": "my-project/white-bg.jpg",
                "background_color": "#ffffff",
                "format": "jpeg",
                "output_compression": 90
            },
            {
                "output_key": "my-project/transparent.png",
                "format": "png"
                # background_color omitted = transparent
            }
        ]
    },
    timeout=300
)

result.raise_for_status()
output_keys = result.json()["output_keys"]
blue_key, white_key, transparent_key = output_keys
print("Blue:       ", blue_key)
print("White:      ", white_key)
print("Transparent:", transparent_key)

# Step 3 — Mint public URLs
for key in output_keys:
    pub = requests.post(
        f"{API_BASE}/v3/file-ops/get-public-url/",
        headers={**HEADERS, "Content-Type": "application/json"},
        json={"key": key},
        timeout=10
    )
    pub.raise_for_status()
    print(key, "->", pub.json()["url"])
