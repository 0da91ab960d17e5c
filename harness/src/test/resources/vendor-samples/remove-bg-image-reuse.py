import requests
API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Token {API_KEY}"}
# The key you choose at upload time — save this for reuse
INPUT_KEY = "my-project/photo.jpg"
# =============================================
# FIRST TIME — upload + initial processing
# =============================================
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
print("Uploaded under key:", INPUT_KEY) # save this
# Step 2 — Process with initial variant (application/json)
result1 = requests.post(
    f"{API_BASE}/v3/tools/ai/remove-bg/process/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "input_key": INPUT_KEY,
        "output_variants": [
            {"output_key": "my-project/preview.png", "quality": "low"}
        ]
    },
    timeout=300
)
result1.raise_for_status()
print("Preview:", result1.json()["output_keys"][0])
# =============================================
# LATER — new variants, NO re-upload needed
# =============================================
result2 = requests.post(
    f"{API_BASE}/v3/tools/ai/remove-bg/process/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={
        "input_key": INPUT_KEY, # same key, no re-upload
        "output_variants": [
            {
                "output_key": "my-project/high-res.png",
                "format": "png",
                "max_resolution": 4000000,
                "quality": "high",
                "autocrop": True
            },
            {
                "output_key": "my-project/red-bg.jpg",
                "format": "jpeg",
                "background_color": "#FF5733",
                "output_compression": 90
            }
        ]
    },
    timeout=300
)
result2.raise_for_status()
output_keys = result2.json()["output_keys"]
high_res_key, red_bg_key = output_keys
print("High res:", high_res_key)
print("Red BG: ", red_bg_key)
