using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Orders;

/// <summary>What the asking side chooses so that asking twice is asking once.</summary>
internal static class IdempotencyKey
{
    public const int MaxLength = 100;

    /// <summary>The key of one wish on a page: pressing twice is one order, another choice is another order.</summary>
    public static string Of(string page, OrderWish wish) =>
        $"{page}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wish.Asked)))[..24]}";

    /// <exception cref="Refused">400: there is none, or it is no usable one.</exception>
    public static string Checked(string? key) =>
        !string.IsNullOrWhiteSpace(key) && key.Length <= MaxLength && !key.Any(char.IsControl)
            ? key
            : throw new Refused("idempotency_key_missing", 400, "Send an Idempotency-Key of 1 to {0} characters, a new one each time you mean something new.", MaxLength);
}
