# The reference shows no Python: these are its steps. A server mints, a client without a key uses.
import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Bearer {API_KEY}"}

minted = requests.post(f"{API_BASE}/v3/remove-bg/upload-image/presign/", headers=HEADERS, timeout=10)
minted.raise_for_status()
with open("photo.jpg", "rb") as f:
    upload_response = requests.post(
        f"{API_BASE}/v3/remove-bg/upload-image/presigned/",
        params={"signed_request": minted.json()["signed_request"]},
        files={"image": f},
        timeout=60
    )
upload_response.raise_for_status()

minted = requests.post(
    f"{API_BASE}/v3/remove-bg/process-image/presign/",
    headers={**HEADERS, "Content-Type": "application/json"},
    json={"unique_filename": upload_response.json()["unique_filename"]},
    timeout=10
)
minted.raise_for_status()
result = requests.post(f"{API_BASE}/v3/remove-bg/process-image/presigned/", json=minted.json(), timeout=300)
result.raise_for_status()
print("Default:", result.json()["output_urls"]["default"])

# "Presigned tokens are single-use"
again = requests.post(f"{API_BASE}/v3/remove-bg/process-image/presigned/", json=minted.json(), timeout=300)
print("Again:", again.status_code)
