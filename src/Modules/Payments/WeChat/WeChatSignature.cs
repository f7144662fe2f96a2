using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Payments.WeChat;

// https://pay.weixin.qq.com/doc/v3/merchant/4012365342 (requests), 4013053420 (answers and notifications)
//   request: METHOD \n path with query \n unix seconds \n nonce \n body \n        answer: unix seconds \n nonce \n body \n
// RSA PKCS#1 v1.5 with SHA-256, base64. Traps: the last line too ends in \n, also after an empty body; never \r\n; the path as it is sent,
// without the host; the bytes that are signed are the bytes that are sent.
internal static class WeChatSignature
{
    private const string Scheme = "WECHATPAY2-SHA256-RSA2048";

    /// <summary>Value of the Authorization header.</summary>
    public static string Authorize(
        RSA key, string merchantId, string serialNo, string method, string pathAndQuery, string body, DateTime now)
    {
        var timestamp = Seconds(now);
        var nonce = RandomNumberGenerator.GetHexString(32);
        var signature = Sign(key, OfRequest(method, pathAndQuery, timestamp, nonce, body));
        return $"{Scheme} mchid=\"{merchantId}\",nonce_str=\"{nonce}\",timestamp=\"{timestamp}\",serial_no=\"{serialNo}\",signature=\"{signature}\"";
    }

    public static byte[] OfRequest(string method, string pathAndQuery, string timestamp, string nonce, string body) =>
        Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{timestamp}\n{nonce}\n{body}\n");

    public static byte[] OfAnswer(string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];

    public static string Sign(RSA key, byte[] text) =>
        Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static bool Verify(RSA key, byte[] text, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(text, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public static string Seconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
