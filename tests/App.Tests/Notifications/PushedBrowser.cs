using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Integrations;

namespace Guildhall.App.Tests.Notifications;

/// <summary>
/// A browser that has subscribed: it opens what its push service brings, step by step as the standards say, without a library. Encryption
/// for Web Push is RFC 8291 over RFC 8188 ("aes128gcm"): salt 16, record size 4, length of the sender's key 1, that key 65, then one record
/// whose last byte before the padding is 2.
/// </summary>
internal sealed class PushedBrowser : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);

    private byte[] Public => PointOf(_key.ExportParameters(includePrivateParameters: false).Q);

    public void Dispose() => _key.Dispose();

    public Task<Answer> SubscribeAsync(Client program, string endpoint) => program.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, "/api/me/push/subscription")
        {
            Content = JsonContent.Create(new
            {
                endpoint,
                keys = new { p256dh = Base64Url.EncodeToString(Public), auth = Base64Url.EncodeToString(_auth) },
            }),
        });

    /// <summary>The message, as the browser's service worker gets it.</summary>
    public JsonElement Open(Received push)
    {
        Assert.Equal("aes128gcm", push.Headers["content-encoding"]);
        var body = push.Bytes;
        var (salt, size, length) = (body[..16], BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)), body[20]);
        var (sender, sealed_) = (body[21..(21 + length)], body[(21 + length)..]);
        Assert.Equal(65, length);
        // One record holds all of it.
        Assert.InRange(sealed_.Length, 18, (int)size);

        var plain = Decrypt(sealed_, salt, sender);
        var end = Array.FindLastIndex(plain, b => b != 0);
        Assert.Equal(2, plain[end]);
        return JsonDocument.Parse(plain.AsMemory(0, end)).RootElement;
    }

    /// <summary>
    /// The token by which the push service knows who sends (RFC 8292), checked against the public key that browsers were given.
    /// </summary>
    public static JsonElement CheckToken(Received push, string publicKey)
    {
        var (token, key) = Vapid(push);
        Assert.Equal(publicKey, key);
        var parts = token.Split('.');
        var point = Base64Url.DecodeFromChars(key);
        using var known = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..33], Y = point[33..65] },
        });
        Assert.True(known.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation), "The token is not signed by the key that goes with it.");
        Assert.Equal("ES256", JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("alg").GetString());
        return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
    }

    private static (string Token, string Key) Vapid(Received push)
    {
        var said = push.Headers["authorization"];
        Assert.StartsWith("vapid ", said, StringComparison.OrdinalIgnoreCase);
        var fields = said["vapid ".Length..].Split(',', StringSplitOptions.TrimEntries).Select(f => f.Split('=', 2))
            .ToDictionary(f => f[0], f => f[1]);
        return (fields["t"], fields["k"]);
    }

    private byte[] Decrypt(byte[] sealed_, byte[] salt, byte[] sender)
    {
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..65] },
        });
        var shared = _key.DeriveRawSecretAgreement(other.PublicKey);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, _auth, [.. "WebPush: info\0"u8, .. Public, .. sender]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        var plain = new byte[sealed_.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, sealed_.AsSpan(0, plain.Length), sealed_.AsSpan(plain.Length), plain);
        return plain;
    }

    private static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
