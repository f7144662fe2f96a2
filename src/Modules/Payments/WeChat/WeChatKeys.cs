using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

/// <summary>
/// The keys with which they sign, by the name that comes with each signature: a public key that the operator has entered, or platform
/// certificates, which change and are fetched. Both may be in use side by side while an account moves from one to the other.
/// </summary>
internal sealed class WeChatKeys(WeChatTransport transport, TimeProvider time) : IDisposable
{
    /// <summary>Anybody can name a certificate that there is none of: such a name is no reason to ask more often than this.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ImmutableDictionary<string, Certificate> _certificates = ImmutableDictionary<string, Certificate>.Empty;
    private DateTime? _fetchedAt;

    /// <summary>Checks a signature and its age.</summary>
    /// <exception cref="ProcessorFailure">The certificates could not be fetched.</exception>
    public async ValueTask<SignatureVerdict> VerifyAsync(
        WeChatAccount account, WeChatProof proof, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        if (proof.Signature.Length is 0 or > 2000 || proof.Nonce.Length > 200
            || !long.TryParse(proof.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureVerdict.Bad;
        // Before any certificate is fetched for it: what was recorded long ago must cause no call.
        if (Math.Abs(new DateTimeOffset(now).ToUnixTimeSeconds() - seconds) > TimedSignature.Tolerance.TotalSeconds)
            return SignatureVerdict.Old;
        if (await FindAsync(account, proof.Serial, cancel) is not { } key)
            return SignatureVerdict.Bad;
        return IsSignedWith(key, proof, body.Span) ? SignatureVerdict.Good : SignatureVerdict.Bad;
    }

    /// <summary>Fetches the platform certificates now.</summary>
    /// <exception cref="ProcessorFailure" />
    public async Task FetchAsync(WeChatAccount account, CancellationToken cancel)
    {
        _fetchedAt = time.GetUtcNow().UtcDateTime;
        var answer = await transport.SendAsync(account, "/v3/certificates", null, cancel);
        if (!answer.IsSuccess)
            throw WeChatClient.FailureOf(answer);
        var fetched = ImmutableDictionary.CreateBuilder<string, Certificate>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in ProcessorCalls.Read<CertificateList>(answer.Body).Data ?? [])
            fetched[one.SerialNo] = Read(account, one);
        // It is signed with one of those that it brings, and only who has our key could have encrypted them.
        var key = answer.Proof.Serial == account.PlatformKeyId ? PublicKey(account) : fetched.GetValueOrDefault(answer.Proof.Serial)?.Key;
        if (key is null || !IsSignedWith(key, answer.Proof, answer.Body))
            throw new ProcessorFailure("answer_not_genuine");
        _certificates = fetched.ToImmutable();
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<byte[]?> FindAsync(WeChatAccount account, string serial, CancellationToken cancel)
    {
        if (serial.Length == 0 || serial.Length > 200)
            return null;
        if (serial.StartsWith("PUB_KEY_ID_", StringComparison.Ordinal))
            return serial == account.PlatformKeyId ? PublicKey(account) : null;
        if (Known(serial) is { } known)
            return known;
        await _turn.WaitAsync(cancel);
        try
        {
            if (Known(serial) is null && !(time.GetUtcNow().UtcDateTime - _fetchedAt < Pause))
                await FetchAsync(account, cancel);
            return Known(serial);
        }
        finally
        {
            _turn.Release();
        }
    }

    private byte[]? Known(string serial) =>
        _certificates.TryGetValue(serial, out var certificate) && certificate.Until > time.GetUtcNow().UtcDateTime ? certificate.Key : null;

    private static byte[] PublicKey(WeChatAccount account)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(account.PlatformKey);
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new ProcessorFailure("platform_key_unreadable");
        }
    }

    private static Certificate Read(WeChatAccount account, EncryptedCertificate one)
    {
        if (one is not { SerialNo.Length: > 0, EncryptCertificate: { Nonce: not null, Ciphertext: not null } sealedUp })
            throw new ProcessorFailure("answer_unreadable");
        var pem = WeChatCipher.Open(account.ApiV3Key, sealedUp.Nonce, sealedUp.AssociatedData, sealedUp.Ciphertext)
            ?? throw new ProcessorFailure("api_v3_key_wrong");
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(pem);
            using var key = certificate.GetRSAPublicKey() ?? throw new ProcessorFailure("certificate_unreadable");
            return new Certificate(key.ExportSubjectPublicKeyInfo(), certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            throw new ProcessorFailure("certificate_unreadable");
        }
    }

    private static bool IsSignedWith(byte[] publicKey, WeChatProof proof, ReadOnlySpan<byte> body)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return WeChatSignature.Verify(key, WeChatSignature.OfAnswer(proof.Timestamp, proof.Nonce, body), proof.Signature);
    }

    private sealed record Certificate(byte[] Key, DateTime Until);

    private sealed record CertificateList(IReadOnlyList<EncryptedCertificate>? Data);

    private sealed record EncryptedCertificate(string SerialNo, Sealed EncryptCertificate);

    private sealed record Sealed(string Nonce, string? AssociatedData, string Ciphertext);
}
