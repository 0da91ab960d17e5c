/** One at a time: a photo of 12 megapixels takes 48 MB when it is decoded. */
let last = Promise.resolve();

onmessage = ({data}) => {
  last = last.then(async () => postMessage({id: data.id, small: await small(data).catch(() => null)}));
};

async function small({file, size}) {
  const whole = await createImageBitmap(file);
  try {
    const scale = Math.min(1, size / Math.max(whole.width, whole.height));
    const canvas = new OffscreenCanvas(Math.max(1, whole.width * scale), Math.max(1, whole.height * scale));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({type: 'image/webp', quality: 0.8});
  } finally {
    whole.close();
  }
}
