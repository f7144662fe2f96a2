using System.Buffers.Text;
using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Notifications.Push;

/// <summary>
/// The installation's own keys for Web Push (VAPID, RFC 8292): P-256, made at first use. Nobody has to be asked for them, and no service
/// counts the users.
/// </summary>
internal sealed class PushKeys(IServiceScopeFactory scopes)
{
    private const string Private = "Guildhall:Push:PrivateKey", Public = "Guildhall:Push:PublicKey";

    private Pair? _pair;

    /// <param name="Public">Uncompressed point, 65 bytes, base64url, as browsers want it.</param>
    public sealed record Pair(string Public, string Private);

    /// <param name="memberId">Who needed them first.</param>
    public async ValueTask<Pair> GetAsync(long memberId, CancellationToken cancel) => _pair ??= await ReadOrMakeAsync(memberId, cancel);

    private async Task<Pair> ReadOrMakeAsync(long memberId, CancellationToken cancel)
    {
        if (await ReadAsync(cancel) is { } kept)
            return kept;
        var made = Make();
        await using var scope = scopes.CreateAsyncScope();
        var settings = scope.ServiceProvider.GetRequiredService<InstallationSettings>();
        await settings.ChangeAsync(Private, made.Private, secret: true, memberId, cancel);
        await settings.ChangeAsync(Public, made.Public, secret: false, memberId, cancel);
        try
        {
            await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync(cancel);
            return made;
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // Another request was first; browsers know its keys.
            return await ReadAsync(cancel) ?? throw new InvalidOperationException("The keys for Web Push can neither be made nor read.");
        }
    }

    private async Task<Pair?> ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var values = await scope.ServiceProvider.GetRequiredService<InstallationSettings>().ReadAsync([Private, Public], cancel);
        return values.TryGetValue(Private, out var secret) && values.TryGetValue(Public, out var point) ? new Pair(point, secret) : null;
    }

    private static Pair Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = key.ExportParameters(includePrivateParameters: true);
        return new Pair(Base64Url.EncodeToString([4, .. made.Q.X!, .. made.Q.Y!]), Base64Url.EncodeToString(made.D!));
    }
}
