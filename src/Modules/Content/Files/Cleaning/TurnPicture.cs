using System.Runtime.InteropServices;
using Guildhall.Kernel.Values;
using SkiaSharp;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// Writes a picture anew, turned as its camera was held. The only place that decodes pictures, so that the library behind it is loaded
/// by the first one that needs it (docs/decisions/0011). A photograph of 12 million points takes 50 MB meanwhile.
/// </summary>
internal static class TurnPicture
{
    private const int Quality = 92, RowsAtOnce = 64;

    /// <param name="file">Cleaned already, so that only what belongs to the image is decoded.</param>
    /// <returns><c>null</c> where it cannot be decoded.</returns>
    public static byte[]? Run(byte[] file, PictureKind kind, PictureParts parts)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > Pictures.MaxPixels)
            return null;
        // Numbers are kept as they are and their meaning with them; where a profile is too odd for that, they become sRGB.
        var upright = codec.Info
            .WithColorType(codec.Info.ColorType == SKColorType.Gray8 ? SKColorType.Gray8 : SKColorType.Rgba8888)
            .WithAlphaType(codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        var size = parts.Orientation >= 5 ? upright.WithSize(upright.Height, upright.Width) : upright;
        using var turned = new SKBitmap();
        if (!turned.TryAllocPixels(size) || !Decode(codec, upright, turned, parts.Orientation))
            return null;

        using var pixels = turned.PeekPixels();
        using var untagged = pixels.WithColorSpace(null!);
        return Encode(upright.ColorSpace is { IsSrgb: false } ? pixels : untagged, kind, parts);
    }

    /// <summary>A JPEG gives its rows bit by bit; others come as a whole.</summary>
    private static bool Decode(SKCodec codec, SKImageInfo info, SKBitmap turned, int orientation)
    {
        var inRows = codec.StartScanlineDecode(info) == SKCodecResult.Success;
        using var band = new SKBitmap();
        if (!band.TryAllocPixels(info.WithSize(info.Width, inRows ? Math.Min(RowsAtOnce, info.Height) : info.Height)))
            return false;
        if (!inRows && codec.GetPixels(info, band.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return false;
        for (var y = 0; y < info.Height; y += band.Height)
        {
            // Of a file that ends early the rest stays empty, as browsers show it.
            var rows = Math.Min(band.Height, info.Height - y);
            if (inRows && codec.GetScanlines(band.GetPixels(), rows, band.RowBytes) == 0)
                return y > 0;
            if (info.BytesPerPixel == 1)
                PlaceRows(band.GetPixelSpan(), turned.GetPixelSpan(), y, rows, info, orientation);
            else
                PlaceRows(Points(band), Points(turned), y, rows, info, orientation);
        }
        return true;
    }

    private static Span<uint> Points(SKBitmap picture) => MemoryMarshal.Cast<byte, uint>(picture.GetPixelSpan());

    private static void PlaceRows<T>(ReadOnlySpan<T> band, Span<T> all, int y, int rows, SKImageInfo info, int orientation)
    {
        for (var row = 0; row < rows; row++)
            PlaceRow(band.Slice(row * info.Width, info.Width), all, y + row, info.Height, orientation);
    }

    /// <summary>Where the points of row <paramref name="y"/> go: its first one, and from each to the next.</summary>
    private static void PlaceRow<T>(ReadOnlySpan<T> row, Span<T> all, int y, int height, int orientation)
    {
        var width = row.Length;
        var (at, step) = orientation switch
        {
            2 => (y * width + width - 1, -1),
            3 => ((height - y) * width - 1, -1),
            4 => ((height - 1 - y) * width, 1),
            5 => (y, height),
            6 => (height - 1 - y, height),
            7 => (width * height - 1 - y, -height),
            8 => ((width - 1) * height + y, -height),
            _ => (y * width, 1),
        };
        foreach (var point in row)
        {
            all[at] = point;
            at += step;
        }
    }

    private static byte[]? Encode(SKPixmap pixels, PictureKind kind, PictureParts parts)
    {
        using var encoded = kind switch
        {
            PictureKind.Jpeg => pixels.Encode(new SKJpegEncoderOptions(Quality, Downsample(parts), SKJpegEncoderAlphaOption.Ignore)),
            PictureKind.WebP => pixels.Encode(new SKWebpEncoderOptions(Compression(parts), Quality)),
            _ => pixels.Encode(SKPngEncoderOptions.Default),
        };
        return encoded?.ToArray();
    }

    private static SKJpegEncoderDownsample Downsample(PictureParts parts) =>
        parts.IsSubsampled ? SKJpegEncoderDownsample.Downsample420 : SKJpegEncoderDownsample.Downsample444;

    private static SKWebpEncoderCompression Compression(PictureParts parts) =>
        parts.IsLossless ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy;
}
