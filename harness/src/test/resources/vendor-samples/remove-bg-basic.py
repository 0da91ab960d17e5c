import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Token {API_KEY}"}

INPUT_KEY = "my-project/photo.jpg"
OUTPUT_KEY = "my-project/result.png"

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
# The file is stored under INPUT_KEY — no need to read it from the response

# Step 2 — Process image (application/json)
result = requests.post(
    f"{API_BASE}/v3/tools/ai/remove-bg/process/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "input_key": INPUT_KEY,
        "output_variants": [
            {
                "output_key": OUTPUT_KEY
                # All other fields are optional with sensible defaults:
                # format: "png"
                # max_resolution: 12000000 (12MP)
                # quality: "medium"
                # background_color: null (transparent)
                # output_compression: 85
                # autocrop: false
            }
        ]
    },
    timeout=300
)

result.raise_for_status()
output_key = result.json()["output_keys"][0]
print("Output key:", output_key)

# Step 3 — Mint a public URL to download the result
pub = requests.post(
    f"{API_BASE}/v3/file-ops/get-public-url/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={"key": output_key},
    timeout=10
)
pub.raise_for_status()
public_url = pub.json()["url"]
print("Download URL:", public_url)  # no auth needed to fetch this URL
