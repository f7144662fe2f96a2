using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Guildhall.Kernel.Http;

/// <summary>How much one form may bring. Files go to the disk; fields are held in memory, several times over while decoded.</summary>
/// <param name="Field">Bytes of one field.</param>
/// <param name="Text">Bytes of all fields together.</param>
/// <param name="File">Bytes of one file.</param>
internal sealed record FormLimits(int Field, int Text, long File)
{
    public const int MaxParts = 1024;
    public const int Megabyte = 1024 * 1024;

    /// <summary>
    /// What the page of the endpoint asks for by <c>RequestFormLimits</c>; else one megabyte a field, more than any other page accepts.
    /// </summary>
    public static FormLimits Of(Endpoint? endpoint)
    {
        var asked = endpoint?.Metadata.GetMetadata<IFormOptionsMetadata>();
        var field = asked?.ValueLengthLimit ?? Megabyte;
        return new FormLimits(field, field + Megabyte, asked?.MultipartBodyLengthLimit ?? 4 * Megabyte);
    }

    public static Refused FieldTooLarge(string field, long limit) =>
        new("too_large", 413,
            "A field in this form is larger than {0} MB. Nothing was saved. Go back in your browser: what you typed is still there.",
            limit / Megabyte) { Field = field };

    public static Refused FileTooLarge(string field, long limit) =>
        new("too_large", 413,
            "A file in this form is larger than {0} MB. Nothing was saved. Go back in your browser: what you typed is still there.",
            limit / Megabyte) { Field = field };

    public static Refused FormTooLarge() =>
        new("too_large", 413,
            "This form is larger than allowed. Nothing was saved. Go back in your browser: what you typed is still there.");
}
