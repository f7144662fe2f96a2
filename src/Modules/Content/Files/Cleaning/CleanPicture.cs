using Guildhall.Kernel.Values;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// Takes out of a picture what it does not show: place, time, camera and its serial number, author, comments, previews, edits. Nothing is
/// decoded unless the picture must be turned, so that all others keep every point as it was.
/// </summary>
internal static class CleanPicture
{
    /// <summary>To be raised when more is taken out: then what is stored is cleaned again (<see cref="CleanStoredPictures"/>).</summary>
    public const int Version = 1;

    /// <returns>What is kept. It may hold no image, where the file held none.</returns>
    public static PictureParts Run(ReadOnlyMemory<byte> file, PictureFacts facts)
    {
        var parts = Read(file, facts.Kind);
        if (parts.Orientation == ExifOrientation.Upright || parts.IsAnimated || !parts.HasImage)
            return parts;
        if (!facts.IsTooLarge && TurnPicture.Run(parts.ToArray(), facts.Kind, parts) is { } turned)
            return Read(turned, facts.Kind);
        if (facts.Kind == PictureKind.Jpeg)
            JpegParts.KeepOrientation(parts);
        return parts;
    }

    /// <summary>Whether there is anything to show. Nothing is decoded.</summary>
    public static bool HasImage(ReadOnlyMemory<byte> file, PictureFacts facts) => Read(file, facts.Kind).HasImage;

    private static PictureParts Read(ReadOnlyMemory<byte> file, PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => JpegParts.Read(file),
        PictureKind.Png => PngParts.Read(file),
        PictureKind.WebP => WebPParts.Read(file),
        _ => GifParts.Read(file),
    };
}
