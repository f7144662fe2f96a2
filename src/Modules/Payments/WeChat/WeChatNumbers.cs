using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Payments.WeChat;

/// <summary>Numbers and words as they accept them.</summary>
internal static class WeChatNumbers
{
    private const int MaxLength = 32;
    private const int MaxDescription = 127;

    /// <summary>
    /// Our request id as an out_trade_no or out_refund_no: itself where it may be one, else a digest of it. The same request always has
    /// the same number, so that a repeated call moves nothing twice.
    /// </summary>
    public static string Of(string requestId) =>
        requestId.Length is >= 6 and <= MaxLength && requestId.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '*')
            ? requestId
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)))[..MaxLength];

    /// <summary>
    /// Cut between characters to what they take. They count characters in one place and bytes in another, so bytes count.
    /// </summary>
    public static string Description(string text)
    {
        var cut = new StringBuilder();
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += rune.Utf8SequenceLength;
            if (length > MaxDescription)
                break;
            cut.Append(rune);
        }
        return cut.ToString();
    }
}
