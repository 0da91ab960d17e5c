onmessage = async ({data}) => postMessage(await small(data).catch(() => null));

async function small(photo) {
  const picture = await createImageBitmap(photo, {resizeWidth: 320, resizeQuality: 'medium'});
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  picture.close();
  return canvas.convertToBlob({type: 'image/webp'});
}
