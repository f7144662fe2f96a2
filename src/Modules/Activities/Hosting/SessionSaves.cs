using System.Text.RegularExpressions;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Hosting;

/// <summary>What the saves of sessions share.</summary>
internal sealed partial class SessionSaves(AppDb db, IMembers members, IFiles files, CommunityScope scope, TimeProvider time)
{
    private const int MaxFiles = 200;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="typed">E-mail addresses or numbers.</param>
    /// <returns>Their ids, each once; <paramref name="by"/> alone for none.</returns>
    /// <exception cref="Refused">422 at "hosts": nobody has that address or number.</exception>
    public async Task<IReadOnlyList<long>> HostsAsync(IReadOnlyList<string> typed, long by, CancellationToken cancel)
    {
        List<string> wanted = [.. typed.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct()];
        if (wanted.Count > SessionHost.MostHosts)
            throw Refused.AtField("hosts", "hosts_too_many", "A session can have at most {0} hosts.", SessionHost.MostHosts);
        var found = new List<long>();
        foreach (var one in wanted)
            found.Add((await members.FindAsync(one, cancel))?.Id
                ?? throw Refused.AtField("hosts", "member_unknown", "Nobody has this email address or number."));
        return found.Count == 0 ? [by] : [.. found.Distinct()];
    }

    /// <summary>They lead it from now on. In the caller's unit of work: the caller saves.</summary>
    public async Task LeadAsync(LiveSession session, IReadOnlyList<long> hosts, CancellationToken cancel)
    {
        db.RemoveRange(await db.Set<SessionHost>().Where(h => h.SessionId == session.Id).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
        db.AddRange(hosts.Select((host, place) => SessionHost.Of(session, host, place)));
    }

    /// <summary>Makes what a text names and its author brought the session's. In the caller's unit of work: the caller saves.</summary>
    public async Task AttachAsync(Thing owner, long by, RenderedMarkdown text, CancellationToken cancel)
    {
        List<string> codes = [.. text.ImageTargets.Concat(text.LinkTargets).Select(t => Code().Match(t)).Where(m => m.Success)
            .Select(m => m.Groups[1].Value).Distinct().Take(MaxFiles)];
        if (codes.Count == 0)
            return;
        foreach (var file in await files.UnusedAsync(scope.Id, by, codes, cancel))
            await files.AttachAsync(file.Id, owner, cancel);
    }

    /// <summary>Inside a transaction of the caller.</summary>
    public static async Task SaveAsync(AppDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile();
        }
    }

    public static Refused ChangedMeanwhile() => new("changed_meanwhile", 409,
        "Someone else changed this while you were editing, and nothing was saved yet. Compare their version with yours, then save again.");

    /// <returns><c>null</c> for none.</returns>
    /// <exception cref="Refused">400: it is no usable one.</exception>
    public static string? CheckKey(string? key) => string.IsNullOrEmpty(key) ? null
        : key.Length <= LiveSession.MaxKey && !key.Any(char.IsControl) ? key
        : throw new Refused("idempotency_key_malformed", 400, "An Idempotency-Key has at most {0} characters.", LiveSession.MaxKey);

    [GeneratedRegex("^/files/([a-z2-7]{26})/")]
    private static partial Regex Code();
}
