using Guildhall.Bots.BuiltIn.Digests;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn;

/// <summary>What the team wants of a built-in bot.</summary>
/// <param name="ChannelId">Where it speaks; <c>null</c> for a notification, or where it writes topics.</param>
internal sealed record BuiltInWish(bool On, string Markdown = "", long? ChannelId = null, int Hours = BuiltInBot.DefaultHours,
    int MostPerDay = BuiltInBot.DefaultMostPerDay)
{
    /// <summary>Where it writes topics.</summary>
    public long? SpaceId { get; init; }

    /// <summary><c>null</c> for the usual time.</summary>
    public DigestTerms? Digest { get; init; }
}

/// <summary>Switches a built-in bot on or off, and sets it.</summary>
internal sealed class ChangeBuiltIn(
    AppDb db, Guard guard, DigestPlaces places, HelperBot helper, CommunityScope scope, TimeProvider time)
{
    public async Task RunAsync(BuiltInKind kind, BuiltInWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BotsModule.Manage, cancel);
        await CheckAsync(kind, wish, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var setting = await db.Set<BuiltInBot>().SingleOrDefaultAsync(b => b.Kind == kind, cancel);
        if (setting is null)
            db.Add(setting = BuiltInBot.Of(scope.Id, kind));
        setting.Change(wish, by, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        // Whoever speaks in a channel is a member of it.
        if (wish.On && (wish.ChannelId is not null || kind is BuiltInKind.Rules or BuiltInKind.Digest))
            await helper.EnsureAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CheckAsync(BuiltInKind kind, BuiltInWish wish, CancellationToken cancel)
    {
        if (wish.On && kind == BuiltInKind.Welcome && wish.Markdown.Trim().Length == 0)
            throw Refused.AtField("markdown", "body_missing", "Write something first.");
        if (wish.Markdown.Length > BuiltInBot.MaxMarkdown)
            throw Refused.AtField("markdown", "message_too_long", "An answer has at most {0} characters.", BuiltInBot.MaxMarkdown);
        Render(wish.Markdown);
        await CheckPlaceAsync(kind, wish, cancel);
        wish.Digest?.Check();
        if (wish.Hours is < 1 or > BuiltInBot.MaxHours)
            throw Refused.AtField("hours", "hours_out_of_range", "A number from {0} to {1}.", 1, BuiltInBot.MaxHours);
        if (wish.MostPerDay is < 1 or > BuiltInBot.MaxMostPerDay)
            throw Refused.AtField("mostPerDay", "most_out_of_range", "A number from {0} to {1}.", 1, BuiltInBot.MaxMostPerDay);
    }

    private async Task CheckPlaceAsync(BuiltInKind kind, BuiltInWish wish, CancellationToken cancel)
    {
        var isDigest = kind == BuiltInKind.Digest;
        var isNowhere = wish.ChannelId is null && wish.SpaceId is null;
        if (isNowhere ? isDigest && wish.On : await places.OfAsync(wish.ChannelId, wish.SpaceId, cancel) is null)
            throw isDigest ? Refused.AtField("place", "place_unknown", "Choose where the digest is written.")
                : Refused.AtField("channel", "channel_unknown", "Choose one of the channels.");
    }

    /// <summary>As members see it.</summary>
    public static string Render(string markdown)
    {
        try
        {
            return MarkdownRenderer.Render(markdown, new MarkdownOptions { MaxLength = BuiltInBot.MaxMarkdown, HeadingShift = 2 }).FullHtml;
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("markdown");
        }
    }
}
