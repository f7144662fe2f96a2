using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Push;

/// <summary>The browsers of members that take pushes.</summary>
internal sealed class PushSubscriptions(AppDb db, CurrentMember current, ISessions sessions, TimeProvider time)
{
    private const int MostOfMember = 20;

    public async Task AddAsync(long memberId, string? endpoint, string? p256dh, string? auth, CancellationToken cancel)
    {
        Check(endpoint, p256dh, auth);
        var hash = HashOf(endpoint!);
        if (await db.Set<PushSubscription>().SingleOrDefaultAsync(s => s.EndpointHash == hash, cancel) is { } known)
            known.Become(memberId, Session, p256dh!, auth!);
        else if (await db.Set<PushSubscription>().CountAsync(s => s.MemberId == memberId, cancel) >= MostOfMember)
            throw new Refused("too_many_devices", 409, "Push is on for {0} devices. Turn one off first.", MostOfMember);
        else
            db.Add(PushSubscription.Of(memberId, Session, hash, endpoint!, p256dh!, auth!, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
    }

    public async Task RemoveAsync(long memberId, string? endpoint, CancellationToken cancel)
    {
        var hash = HashOf(endpoint ?? "");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<PushSubscription>().Where(s => s.MemberId == memberId && s.EndpointHash == hash).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whether this browser takes pushes for the member; a browser itself remembers only that it does for somebody.</summary>
    public async Task<bool> IsOnAsync(long memberId, string? endpoint, CancellationToken cancel)
    {
        var hash = HashOf(endpoint ?? "");
        return await db.Set<PushSubscription>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.MemberId == memberId && s.EndpointHash == hash, cancel) is { } known
            && (known.SessionId is not { } session || await sessions.GoesOnAsync(session, cancel));
    }

    private long? Session =>
        long.TryParse(current.Claim(CurrentMember.SessionClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static void Check(string? endpoint, string? p256dh, string? auth)
    {
        if (endpoint is not { Length: > 0 and <= 2000 } || !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http"))
            throw Refused.AtField("endpoint", "endpoint_invalid", "This is not the address of a push service.");
        if (Bytes(p256dh) is not { Length: 65 } || Bytes(auth) is not { Length: 16 })
            throw Refused.AtField("keys", "keys_invalid", "These are not the keys of a push subscription.");
    }

    private static byte[]? Bytes(string? base64) =>
        base64 is { Length: <= 200 } && Base64Url.IsValid(base64) ? Base64Url.DecodeFromChars(base64) : null;

    private static string HashOf(string endpoint) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint)));
}
