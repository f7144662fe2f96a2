using Guildhall.Kernel.Values;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// Takes out of a picture what it does not show: place, time, camera and its serial number, author, comments, previews, edits. Nothing is
/// decoded unless the picture must be turned, so that all others keep every point as it was.
/// </summary>
internal static class CleanPicture
{
    /// <summary>To be raised when more is taken out than before: then what is stored is cleaned once more (<see cref="CleanStoredPictures"/>).</summary>
    public const int Version = 1;

    public static CleanedPicture Run(byte[] file, PictureFacts facts)
    {
        var parts = Read(file, facts.Kind);
        if (parts.Orientation == ExifOrientation.Upright || parts.IsAnimated || !parts.HasImage)
            return new CleanedPicture(parts, parts.HasImage);
        if (!facts.IsTooLarge && TurnPicture.Run(parts.ToArray(), facts.Kind, parts) is { } turned)
            return new CleanedPicture(Read(turned, facts.Kind), true);
        if (facts.Kind == PictureKind.Jpeg)
            JpegParts.KeepOrientation(parts);
        return new CleanedPicture(parts, false);
    }

    private static PictureParts Read(byte[] file, PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => JpegParts.Read(file),
        PictureKind.Png => PngParts.Read(file),
        PictureKind.WebP => WebPParts.Read(file),
        _ => GifParts.Read(file),
    };
}

/// <param name="IsWhole">Whether it can be shown as it is meant; otherwise it has only lost what it must not tell.</param>
internal sealed record CleanedPicture(PictureParts Parts, bool IsWhole);
