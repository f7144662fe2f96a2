using QRCoder;

namespace Guildhall.Accounts.TwoStep;

/// <summary>
/// What an authenticator app scans: <c>otpauth://totp/Guildhall:name?secret=…</c>
/// (https://github.com/google/google-authenticator/wiki/Key-Uri-Format), drawn here so that the secret goes to nobody else.
/// </summary>
internal static class AuthenticatorPicture
{
    private const string Issuer = "Guildhall";

    public static string Address(string email, string key) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Issuer}&digits=6&period=30";

    /// <returns>A data: address of a PNG.</returns>
    public static string Png(string address)
    {
        using var code = new QRCodeGenerator().CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return "data:image/png;base64," + Convert.ToBase64String(new PngByteQRCode(code).GetGraphic(4));
    }

    /// <summary>For typing it in: groups of four.</summary>
    public static string Readable(string key) => string.Join(' ', key.Chunk(4).Select(group => new string(group)));
}
