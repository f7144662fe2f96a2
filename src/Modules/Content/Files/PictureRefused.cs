using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Files;

/// <summary>Why a picture is not taken in, at the field of the form that sent it.</summary>
internal static class PictureRefused
{
    private const string Field = "picture";

    public static Refused Missing() => Refused.AtField(Field, "picture_missing", "Choose a picture first.");

    public static Refused NotOne() => Refused.AtField(Field, "not_a_picture", "The file is not a PNG, JPEG, GIF or WebP picture.");

    public static Refused TooManyBytes(int megabytes) =>
        new Refused("too_large", 413, "The picture is larger than {0} MB.", megabytes) { Field = Field };

    public static Refused TooManyPoints(PictureFacts picture) => Refused.AtField(
        Field, "picture_too_large", "The picture has {0} × {1} points; up to {2} million are accepted. Make it smaller.",
        picture.Width, picture.Height, Pictures.MaxPixels / 1_000_000);

    public static Refused Damaged() =>
        Refused.AtField(Field, "picture_damaged", "The picture is damaged. Save it again in the program that made it.");
}
