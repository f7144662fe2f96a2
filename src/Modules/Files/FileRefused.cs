using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Files;

/// <summary>Why a file is not taken in, at the field of the form that sent it.</summary>
internal static class FileRefused
{
    private const string File = "file", Picture = "picture";

    public static Refused Missing() => Refused.AtField(File, "file_missing", "Choose a file first.");

    public static Refused TooLarge(int megabytes) =>
        new Refused("too_large", 413, "The file is larger than {0} MB.", megabytes) { Field = File };

    public static Refused QuotaReached(int megabytes, string field = File) => new Refused(
        "quota_reached", 413, "This community has used its {0} MB of file storage. Remove some files, or ask this site's operator for more.",
        megabytes) { Field = field };

    public static Refused Lies(string name) => Refused.AtField(
        File, "file_type_differs", "The content of {0} doesn't match its file type. Save it again with the right extension.", name);

    public static Refused NoPicture() => Refused.AtField(Picture, "picture_missing", "Choose a picture first.");

    public static Refused NotAPicture() => Refused.AtField(Picture, "not_a_picture", "The file is not a PNG, JPEG, GIF or WebP picture.");

    public static Refused PictureOfTooManyBytes(int megabytes) =>
        new Refused("too_large", 413, "The picture is larger than {0} MB.", megabytes) { Field = Picture };

    public static Refused PictureOfTooManyPoints(PictureFacts picture) => Refused.AtField(
        Picture, "picture_too_large", "The picture has {0} × {1} points; up to {2} million are accepted. Make it smaller.",
        picture.Width, picture.Height, Pictures.MaxPixels / 1_000_000);

    public static Refused PictureDamaged() =>
        Refused.AtField(Picture, "picture_damaged", "The picture is damaged. Save it again in the program that made it.");

    public static Refused QuotaReachedByPicture(int megabytes) => QuotaReached(megabytes, Picture);
}
