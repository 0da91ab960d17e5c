const SIZE = 320;

onmessage = async ({data}) => postMessage(await small(data).catch(() => null));

async function small(photo) {
  const whole = await createImageBitmap(photo);
  const scale = Math.min(1, SIZE / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(Math.max(1, whole.width * scale), Math.max(1, whole.height * scale));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  // A photo of 12 megapixels takes 48 MB.
  whole.close();
  return canvas.convertToBlob({type: 'image/webp', quality: 0.8});
}
