using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments.WeChat;

/// <summary>
/// WeChat Pay's server for one merchant: checks the signature of every request, signs every answer, and refuses what theirs refuses.
/// Signing and encrypting are written here anew, so that a mistake of ours is not made twice.
/// </summary>
internal sealed partial class WeChatEmulator : ProcessorEmulator
{
    public const string MerchantId = "1900000001", AppId = "wx0123456789abcdef", MerchantSerial = "5157F09EFDC096DE15EBE81A47057A72";
    public const string ApiV3Key = "0123456789abcdef0123456789abcdef", PublicKeyId = "PUB_KEY_ID_0119000000012026010100000001";

    private readonly Dictionary<string, (X509Certificate2 Certificate, RSA Key)> _platform = [];
    private readonly RSA _public = RSA.Create(2048);
    private readonly RSA _merchant = RSA.Create(2048);

    public WeChatEmulator() => Rotate();

    public string MerchantPrivateKey => _merchant.ExportPkcs8PrivateKeyPem();
    public string PublicKeyPrivatePem => _public.ExportPkcs8PrivateKeyPem();
    public string PublicKeyPem => _public.ExportSubjectPublicKeyInfoPem();

    /// <summary>The name of the key with which it signs.</summary>
    public string SignsWith { get; set; } = PublicKeyId;

    public Dictionary<string, Trade> Trades { get; } = [];
    public Dictionary<string, TradeRefund> Refunds { get; } = [];

    /// <summary>A new certificate stands beside the old ones; <see cref="SignsWith"/> says which is used.</summary>
    public string Rotate()
    {
        var (certificate, key) = Certificate("Tenpay.com Root CA", new DateTimeOffset(Now()));
        _platform[certificate.SerialNumber] = (certificate, key);
        return certificate.SerialNumber;
    }

    protected override async Task<Reply> AnswerAsync(HttpRequest request, byte[] body)
    {
        await Task.CompletedTask;
        if (!IsSigned(request, body))
            return Error(401, "SIGN_ERROR", "签名错误");
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (request.Method, path) switch
        {
            ("POST", ["v3", "pay", "transactions", "native" or "h5"]) => Place(path[^1], Parse(body)),
            ("GET", ["v3", "pay", "transactions", "out-trade-no", var number]) => Show(Trades.GetValueOrDefault(number)),
            ("GET", ["v3", "pay", "transactions", "id", var id]) => Show(Trades.Values.FirstOrDefault(t => t.TransactionId == id)),
            ("POST", ["v3", "pay", "transactions", "out-trade-no", var number, "close"]) => Close(number),
            ("POST", ["v3", "refund", "domestic", "refunds"]) => Refund(Parse(body)),
            ("GET", ["v3", "refund", "domestic", "refunds", var number]) =>
                Refunds.TryGetValue(number, out var refund) ? new Reply(200, Describe(refund)) : Error(404, "RESOURCE_NOT_EXISTS", "退款单不存在"),
            ("GET", ["v3", "certificates"]) => new Reply(200, new { data = _platform.Select(p => Encrypted(p.Key, p.Value.Certificate)) }),
            ("GET", ["v3", "bill", "tradebill"]) => Bill(request.Query["bill_date"]!),
            ("GET", ["v3", "billdownload", "file"]) => new Reply(200, Encoding.UTF8.GetBytes(BillOf(request.Query["token"]!))),
            _ => Error(404, "RESOURCE_NOT_EXISTS", "not found"),
        };
    }

    private bool IsSigned(HttpRequest request, byte[] body)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("WECHATPAY2-SHA256-RSA2048 ", StringComparison.Ordinal))
            return false;
        var values = Attribute().Matches(header).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        var text = $"{request.Method}\n{request.Path}{request.QueryString}\n{values["timestamp"]}\n{values["nonce_str"]}\n{Encoding.UTF8.GetString(body)}\n";
        var skew = Seconds(Now()) - long.Parse(values["timestamp"], CultureInfo.InvariantCulture);
        return values["mchid"] == MerchantId && values["serial_no"] == MerchantSerial && Math.Abs(skew) <= 300
            && _merchant.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(values["signature"]), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1);
    }

    /// <summary>By how much the time in the signatures of its answers is another than that of the caller.</summary>
    public TimeSpan AnswersAhead { get; set; }

    protected override void Seal(HttpResponse response, byte[] body)
    {
        if (response.HttpContext.Request.Path.StartsWithSegments("/v3/billdownload"))
            return;
        foreach (var (name, value) in Proof(body, SignsWith, Now() + AnswersAhead))
            response.Headers[name] = value;
    }

    /// <summary>The four headers for a body.</summary>
    public IEnumerable<(string Name, string Value)> Proof(byte[] body, string serial, DateTime at)
    {
        var key = serial == PublicKeyId ? _public : _platform[serial].Key;
        var (timestamp, nonce) = (Seconds(at).ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(16));
        byte[] text = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, 10];
        return
        [
            ("Wechatpay-Timestamp", timestamp), ("Wechatpay-Nonce", nonce), ("Wechatpay-Serial", serial),
            ("Wechatpay-Signature", Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
        ];
    }

    private static object Encrypted(string serial, X509Certificate2 certificate) => new
    {
        serial_no = serial,
        effective_time = certificate.NotBefore.ToString("o"),
        expire_time = certificate.NotAfter.ToString("o"),
        encrypt_certificate = Encrypt(certificate.ExportCertificatePem(), "certificate"),
    };

    /// <summary>As they encrypt with the APIv3 key.</summary>
    public static JsonObject Encrypt(string text, string associated, string key = ApiV3Key)
    {
        var nonce = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 12);
        var plain = Encoding.UTF8.GetBytes(text);
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(key), 16);
        aes.Encrypt(Encoding.ASCII.GetBytes(nonce), plain, cipher, tag, Encoding.ASCII.GetBytes(associated));
        return new JsonObject
        {
            ["algorithm"] = "AEAD_AES_256_GCM", ["nonce"] = nonce, ["associated_data"] = associated,
            ["ciphertext"] = Convert.ToBase64String([.. cipher, .. tag]),
        };
    }

    private static Reply Error(int status, string code, string message) => new(status, new { code, message });

    private static long Seconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
