using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>
/// The certificates with which PayPal signs, by the address that comes with each message. The address is a stranger's word until it has
/// been looked at: only PayPal's own hosts are asked, and only a certificate of PayPal's that somebody trusted vouches for is believed.
/// Where an operator names another server for the interface, certificates may come from that server too, and are believed as it is.
/// </summary>
internal sealed class PayPalCertificates(IHttpClientFactory clients, TimeProvider time)
{
    private const int MaxKept = 50, MaxLength = 64 * 1024;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <returns>The public key; <c>null</c> for an address or a certificate that is not to be believed.</returns>
    /// <exception cref="ProcessorFailure">It could not be fetched.</exception>
    public async ValueTask<byte[]?> FindAsync(PayPalAccount account, string url, CancellationToken cancel)
    {
        if (url.Length > 500 || !Uri.TryCreate(url, UriKind.Absolute, out var address) || PlaceOf(account, address) is not { } place)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (_kept.TryGetValue(url, out var kept) && kept.Until > now && kept.Place == place)
            return kept.Key;

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (answer, body) = await clients.CallAsync(request, cancel);
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new ProcessorFailure("certificate_unavailable");
        }
        if (body.Length > MaxLength || Read(body) is not { Count: > 0 } certificates)
            return null;
        try
        {
            var leaf = certificates[0];
            using var key = leaf.GetRSAPublicKey();
            var genuine = key is not null && (place == Place.PayPal
                ? IsOfPayPal(certificates, roots: null, now)
                : leaf.NotBefore.ToUniversalTime() <= now && leaf.NotAfter.ToUniversalTime() > now);
            if (!genuine)
                return null;
            if (_kept.Count >= MaxKept)
                _kept.Clear();
            _kept[url] = new Kept(key!.ExportSubjectPublicKeyInfo(), leaf.NotAfter.ToUniversalTime(), place);
            return _kept.TryGetValue(url, out var stored) ? stored.Key : key.ExportSubjectPublicKeyInfo();
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }

    internal static Place? PlaceOf(PayPalAccount account, Uri address)
    {
        if (address is { Scheme: "https", UserInfo: "", Port: 443 } && IsPayPal(address.IdnHost))
            return Place.PayPal;
        return account.HasOwnBase && Uri.TryCreate(account.ApiBase, UriKind.Absolute, out var own) && address.UserInfo.Length == 0
            && own.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)
            ? Place.OwnBase
            : null;
    }

    /// <param name="certificates">Theirs first, then those between it and a root.</param>
    /// <param name="roots">Who is trusted; <c>null</c>: whom this machine trusts.</param>
    internal static bool IsOfPayPal(X509Certificate2Collection certificates, X509Certificate2Collection? roots, DateTime now)
    {
        var leaf = certificates[0];
        if (!NamesOf(leaf).Any(IsPayPal))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now;
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }
        return chain.Build(leaf);
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
    [
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()),
    ];

    private static bool IsPayPal(string host) =>
        host.Equals("paypal.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".paypal.com", StringComparison.OrdinalIgnoreCase);

    private static X509Certificate2Collection? Read(byte[] body)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            var text = Encoding.UTF8.GetString(body);
            if (text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
                certificates.ImportFromPem(text);
            else
                certificates.Add(X509CertificateLoader.LoadCertificate(body));
            return certificates;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal enum Place
    {
        PayPal,
        OwnBase,
    }

    private sealed record Kept(byte[] Key, DateTime Until, Place Place);
}
