using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Devices;

/// <summary>
/// Device cookies (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"): a browser carries a random key from its first
/// sign-in on, and the table says to which members it is known. It outlives the session; a new password forgets it.
/// </summary>
internal sealed class KnownDevices(AppDb db, IHttpContextAccessor http, TimeProvider time)
{
    public const string CookieName = "__Host-device";

    /// <summary>Browsers keep no cookie for longer (RFC 6265bis, section 5.5).</summary>
    public const int KeepDays = 400;

    /// <returns>The hash of this browser's key, when the member has signed in here before.</returns>
    public async Task<string?> FindAsync(long memberId, CancellationToken cancel)
    {
        if (HashOf(http.HttpContext?.Request) is not { } hash)
            return null;
        var since = time.GetUtcNow().UtcDateTime.AddDays(-KeepDays);
        var known = await db.Set<KnownDevice>()
            .AnyAsync(d => d.MemberId == memberId && d.KeyHash == hash && d.LastSignInAt > since, cancel);
        return known ? hash : null;
    }

    /// <summary>The member is proven to sit at this browser.</summary>
    public async Task RememberAsync(long memberId, CancellationToken cancel)
    {
        if (http.HttpContext is not { } request)
            return;
        var key = KeyOf(request.Request) ?? Secret.New();
        var (hash, now) = (Secret.Hash(key), time.GetUtcNow().UtcDateTime);
        // One statement: a button that is pressed twice signs in twice at once.
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO known_devices (member_id, key_hash, created_at, last_sign_in_at) VALUES ({memberId}, {hash}, {now}, {now})
            ON CONFLICT (member_id, key_hash) DO UPDATE SET last_sign_in_at = excluded.last_sign_in_at
            """, cancel), cancel);
        request.Response.Cookies.Append(CookieName, key, new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            MaxAge = TimeSpan.FromDays(KeepDays),
            IsEssential = true,
        });
    }

    /// <param name="exceptThis">Whether the browser that asks stays known.</param>
    public async Task ForgetAsync(long memberId, bool exceptThis, CancellationToken cancel)
    {
        var kept = exceptThis ? HashOf(http.HttpContext?.Request) ?? "" : "";
        var forgotten = db.Set<KnownDevice>().Where(d => d.MemberId == memberId && d.KeyHash != kept);
        await db.WriteAsync(() => forgotten.ExecuteDeleteAsync(cancel), cancel);
    }

    private static string? HashOf(HttpRequest? request) => request is not null && KeyOf(request) is { } key ? Secret.Hash(key) : null;

    private static string? KeyOf(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieName, out var key) && key.Length == Secret.Length ? key : null;
}
