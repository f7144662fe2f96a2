using System.Text.RegularExpressions;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Drafts;

/// <summary>Keeps what a member has begun to write, for them alone. An empty text lets it go.</summary>
internal sealed partial class KeepDraft(AppDb db, PreparedReads reads, CurrentMember member, TimeProvider time) : IDrafts
{
    /// <summary>Of one member in one community; the oldest go.</summary>
    private const int MaxDrafts = 50;

    /// <exception cref="Refused">422: no usable place, or too long.</exception>
    public async Task RunAsync(string place, string? title, string? markdown, CancellationToken cancel)
    {
        var by = member.RequireId();
        Check(place);
        var (head, body) = (title?.Trim() ?? "", markdown ?? "");
        if (head.Length > Topic.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", Topic.MaxTitle);
        if (body.Length > Post.MaxMarkdown)
            throw Refused.AtField("body", "body_too_long", "You have written {0} characters; {1} fit.", body.Length, Post.MaxMarkdown);
        var isEmpty = head.Length == 0 && string.IsNullOrWhiteSpace(body);
        // Whoever sends at once what they wrote has none: every message of a chat ends so.
        if (isEmpty && !await Own(by).AnyAsync(d => d.Place == place, cancel))
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, by, cancel);
        var draft = await Own(by).SingleOrDefaultAsync(d => d.Place == place, cancel);
        if (isEmpty)
        {
            if (draft is not null)
                db.Remove(draft);
        }
        else
        {
            if (draft is null)
            {
                db.RemoveRange(await Own(by).OrderByDescending(d => d.At).Skip(MaxDrafts - 1).ToListAsync(cancel));
                db.Add(draft = Draft.In(db.CommunityId, place, by));
            }
            draft.Keep(head, body, time.GetUtcNow().UtcDateTime);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<Draft?> FindAsync(string place, CancellationToken cancel) => member.Id is not { } me ? null
        : await Own(me).AsNoTracking().SingleOrDefaultAsync(d => d.Place == place, cancel);

    /// <summary>Its Markdown, by hand: every page with a form asks.</summary>
    public async Task<string?> TextOfAsync(string place, CancellationToken cancel = default) => member.Id is not { } me ? null
        : await reads.RunAsync(
            "SELECT markdown FROM drafts WHERE member_id = @member AND community_id = @community AND place = @place",
            [("member", me), ("community", db.CommunityId), ("place", place)],
            async (row, stop) => await row.ReadAsync(stop) ? row.GetString(0) : null, cancel);

    /// <summary>What was posted is no draft any more.</summary>
    public Task DropAsync(string place, CancellationToken cancel = default) => RunAsync(place, "", "", cancel);

    public async Task PostedAsync(string place, string? posted, CancellationToken cancel = default)
    {
        if (await TextOfAsync(place, cancel) is { } begun
            && (posted ?? "").ReplaceLineEndings("\n").Trim().StartsWith(begun.ReplaceLineEndings("\n").Trim(), StringComparison.Ordinal))
            await DropAsync(place, cancel);
    }

    /// <summary>Of comments on a thing.</summary>
    public static string Comments(Kernel.Contracts.Thing about) => $"comments-{about.Kind}-{about.Id}";

    private IQueryable<Draft> Own(long memberId) => db.Set<Draft>().Where(d => d.MemberId == memberId);

    private static void Check(string place)
    {
        if (place.Length > Draft.MaxPlace || !Place().IsMatch(place))
            throw Refused.AtField("place", "place_malformed", "A place is named by small letters, digits and hyphens.");
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Place();
}
