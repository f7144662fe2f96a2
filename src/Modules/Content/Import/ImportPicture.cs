using System.Globalization;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>Tells before anything is taken in which pictures will not be.</summary>
internal static class ImportPicture
{
    /// <returns>Both <c>null</c>: it is no picture, and may be taken in as what it is.</returns>
    public static (PictureFacts? Picture, ImportNote? WhyNot) Look(ReadOnlyMemory<byte> file)
    {
        if (Pictures.Read(file.Span) is not { } picture)
            return (null, null);
        if (picture.IsTooLarge)
            return (null, TooLarge(picture.Width, picture.Height, Pictures.MaxPixels / 1_000_000));
        return CleanPicture.HasImage(file, picture) ? (picture, null) : (null, ImportNote.Error(ImportTexts.PictureDamaged));
    }

    private static ImportNote TooLarge(params int[] numbers) =>
        ImportNote.Error(ImportTexts.PictureTooLarge, [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
}
