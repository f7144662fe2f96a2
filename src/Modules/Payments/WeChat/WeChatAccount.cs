using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

/// <summary>A merchant's account, as it is set.</summary>
/// <param name="SerialNo">Of the merchant's API certificate, which goes with the private key.</param>
/// <param name="ApiV3Key">32 ASCII characters, for what they encrypt.</param>
/// <param name="PlatformKeyId">"PUB_KEY_ID_…"; empty where only platform certificates are used.</param>
/// <param name="FeePercent">Of each payment; the interface does not say what it keeps.</param>
internal sealed record WeChatAccount(
    string MerchantId, string AppId, string SerialNo, string PrivateKey, string PrivateKeyFile, string ApiV3Key, string PlatformKeyId,
    string PlatformKey, string ApiBase, decimal FeePercent)
{
    private const string Section = "Guildhall:Payments:WeChat:";

    public static readonly IReadOnlyList<ProcessorSetting> Settings =
    [
        new(Section + "MerchantId", "Merchant number", "In the merchant console of WeChat Pay (商户号)."),
        new(Section + "AppId", "App ID", "The official account or app bound to the merchant number."),
        new(Section + "SerialNo", "Serial number of the API certificate", "In the merchant console under API security."),
        new(Section + "PrivateKey", "Private key of the API certificate", "The content of apiclient_key.pem.", IsSecret: true, IsLong: true),
        new(Section + "PrivateKeyFile", "File with the private key", "A path on this machine, instead of the key itself."),
        new(Section + "ApiV3Key", "APIv3 key", "The 32 characters you chose in the merchant console.", IsSecret: true),
        new(Section + "PlatformKeyId", "ID of WeChat Pay's public key",
            "Begins with PUB_KEY_ID_. Leave it empty where the account still uses platform certificates."),
        new(Section + "PlatformKey", "WeChat Pay's public key", "The content of pub_key.pem.", IsLong: true),
        new(Section + "FeePercent", "Fee in percent", "From your contract, for example 0.6. Used to book payments."),
        new(Section + "ApiBase", "Address of the interface", "Leave empty for the real one.") { IsAddress = true },
    ];

    /// <returns><c>null</c> until all that is needed is set.</returns>
    public static WeChatAccount? Of(ProcessorValues values)
    {
        string Value(string name) => values[Section + name].Trim();
        var account = new WeChatAccount(
            Value("MerchantId"), Value("AppId"), Value("SerialNo"), Value("PrivateKey"), Value("PrivateKeyFile"), Value("ApiV3Key"),
            Value("PlatformKeyId"), Value("PlatformKey"), ProcessorCalls.Base(Value("ApiBase"), "https://api.mch.weixin.qq.com"),
            decimal.TryParse(Value("FeePercent"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fee) ? fee : 0);
        var complete = account is { MerchantId.Length: > 0, AppId.Length: > 0, SerialNo.Length: > 0 }
            && account.PrivateKey.Length + account.PrivateKeyFile.Length > 0 && Encoding.UTF8.GetByteCount(account.ApiV3Key) == 32;
        return complete ? account : null;
    }

    /// <summary>The caller disposes of it.</summary>
    /// <exception cref="ProcessorFailure">private_key_unreadable.</exception>
    public async Task<RSA> OpenPrivateKeyAsync(CancellationToken cancel)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(PrivateKey.Length > 0 ? PrivateKey : await File.ReadAllTextAsync(PrivateKeyFile, cancel));
            return key;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ProcessorFailure("private_key_unreadable");
        }
    }

    /// <summary>Minor units, rounded half up as their bills round.</summary>
    public long FeeOf(long amount) => (long)Math.Round(amount * FeePercent / 100, MidpointRounding.AwayFromZero);
}
