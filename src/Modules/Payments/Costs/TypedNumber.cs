namespace Guildhall.Payments.Costs;

/// <summary>Numbers as a Chinese keyboard may give them.</summary>
internal static class TypedNumber
{
    /// <summary>Full-width digits and signs as ASCII, the Chinese full stop as a point, without blanks around.</summary>
    public static string Plain(string? typed) => string.Concat((typed ?? "").Select(c => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '。' => '.',
        _ => c,
    })).Trim();
}
