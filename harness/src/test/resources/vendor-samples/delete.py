# The pages show no Python for "Manage storage — use POST /v3/file-ops/delete/ with a pattern".
import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Token {API_KEY}"}

with open("photo.jpg", "rb") as f:
    requests.post(
        f"{API_BASE}/v3/file-ops/upload/",
        headers=HEADERS,
        files={"file": f},
        data={"key": "my-project/photo.jpg", "expires_in_hours": "1"},
        timeout=60
    ).raise_for_status()

deleted = requests.post(
    f"{API_BASE}/v3/file-ops/delete/",
    headers=HEADERS,
    json={"pattern": "my-project/*"},
    timeout=10
)
deleted.raise_for_status()

pub = requests.post(
    f"{API_BASE}/v3/file-ops/get-public-url/",
    headers=HEADERS,
    json={"key": "my-project/photo.jpg"},
    timeout=10
)
print("Afterwards:", pub.status_code, pub.json()["detail"])
