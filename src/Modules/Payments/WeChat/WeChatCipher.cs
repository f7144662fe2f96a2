using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Payments.WeChat;

/// <summary>
/// AEAD_AES_256_GCM of notifications and certificates (https://pay.weixin.qq.com/doc/v3/merchant/4012071382): the key is the APIv3 key as
/// it was typed, the last 16 bytes are the tag, and associated data that is missing counts as empty.
/// </summary>
internal static class WeChatCipher
{
    private const int TagSize = 16;

    /// <returns><c>null</c> when it was not encrypted with this key, or was changed since.</returns>
    public static byte[]? Open(string apiV3Key, string nonce, string? associatedData, string ciphertext)
    {
        var bytes = new byte[ciphertext.Length];
        var key = Encoding.UTF8.GetBytes(apiV3Key);
        var iv = Encoding.UTF8.GetBytes(nonce);
        if (key.Length != 32 || iv.Length != AesGcm.NonceByteSizes.MaxSize
            || !Convert.TryFromBase64String(ciphertext, bytes, out var length) || length < TagSize)
            return null;
        var text = new byte[length - TagSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(iv, bytes.AsSpan(0, length - TagSize), bytes.AsSpan(length - TagSize, TagSize), text,
                Encoding.UTF8.GetBytes(associatedData ?? ""));
            return text;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
