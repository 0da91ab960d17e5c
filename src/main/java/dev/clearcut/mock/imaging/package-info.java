/**
 * The image processing behind the emulator: a photo in, cutouts out.
 *
 * <p>Three public faces: {@link dev.clearcut.mock.imaging.BackgroundRemover} finds the subject by
 * itself, {@link dev.clearcut.mock.imaging.PointSelector} goes by dots that somebody set, and
 * {@link dev.clearcut.mock.imaging.ImageHeader} reads no pixels at all. The machinery behind them:
 *
 * <pre>
 *   ImageHeader → PhotoDecoder → Engine         → EdgeMatte → CutoutRenderer → ImageWriter
 *                                PointSegmenter
 *   no pixels     Photo          mask             Cutout      one canvas       one file
 * </pre>
 *
 * <p>Which {@link dev.clearcut.mock.imaging.Engine} finds subjects is the operator's choice.
 * Whatever it is, all else is the same.
 *
 * <p>Pixels are OpenCV matrices outside the Java heap. Colours are in OpenCV's order (blue, green,
 * red), masks hold 0 or 255, sizes are in pixels. Native memory belongs to the {@link
 * dev.clearcut.mock.imaging.NativeScope} that was open when it was allocated, so one call frees all
 * it took. Results repeat: the same bytes in and the same specification give the same bytes out,
 * with the same engine.
 */
package dev.clearcut.mock.imaging;
