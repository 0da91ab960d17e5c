# The reference shows no Python: these are its steps and its example body.
import requests

API_KEY = "YOUR_API_KEY"
API_BASE = "https://api.backgroundcut.co"
HEADERS = {"Authorization": f"Bearer {API_KEY}"}

with open("photo.jpg", "rb") as f:
    session = requests.post(
        f"{API_BASE}/v3/ai-cut/initialize/",
        headers=HEADERS,
        files={"image": f},
        timeout=60
    )
session.raise_for_status()

# No Authorization header required for segment calls.
result = requests.post(
    f"{API_BASE}/v3/ai-cut/segment/",
    json={
        "unique_filename": session.json()["unique_filename"],
        "greenDots": [{"x": 250, "y": 300}, {"x": 260, "y": 310}],
        "redDots": [{"x": 50, "y": 50}],
        "request_number": 1
    },
    timeout=60
)
result.raise_for_status()
print("Status:", result.json()["status"])
print("Request:", result.json()["request_number"])
print("Segment:", result.json()["output_url"])
