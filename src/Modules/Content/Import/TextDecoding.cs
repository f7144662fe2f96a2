using System.Text;

namespace Guildhall.Content.Import;

/// <summary>Texts as they lie in old folders: UTF-8 with or without its mark, UTF-16 with its mark, else GBK (code page 936).</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback)!;

    /// <returns>The text, and the encoding's name where it was not UTF-8. Neither fits: the bytes that made no sense become
    /// U+FFFD.</returns>
    public static (string Text, string? Encoding) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode.GetString(bytes[2..]), "UTF-16");
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode.GetString(bytes[2..]), "UTF-16");
        try
        {
            return (Strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            return DecodeChinese(bytes);
        }
    }

    private static (string, string?) DecodeChinese(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (Gb18030.GetString(bytes), "GBK");
        }
        catch (DecoderFallbackException)
        {
            return (Encoding.UTF8.GetString(bytes), "UTF-8");
        }
    }
}
