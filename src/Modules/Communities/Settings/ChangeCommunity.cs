using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Settings;

/// <summary>What to change, as typed; what is <c>null</c> stays.</summary>
public sealed record CommunityChanges
{
    public string? Name { get; init; }
    public string? Description { get; init; }

    /// <summary>For whom the community is; visitors read it.</summary>
    public string? Positioning { get; init; }

    /// <summary>What visitors are promised, in large letters; empty is made from name and description.</summary>
    public string? Promise { get; init; }

    /// <summary>Questions of visitors with answers, as Markdown.</summary>
    public string? Questions { get; init; }

    /// <summary>What the operators want to reach; only they read it.</summary>
    public string? Goals { get; init; }

    public string? Accent { get; init; }

    /// <summary>"zh" or "en".</summary>
    public string? Language { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ISO 4217; only until money has moved.</summary>
    public string? Currency { get; init; }
}

/// <summary>Changes how a community presents itself and counts.</summary>
internal sealed class ChangeCommunity(AppDb db, Guard guard, CommunityCache cache, CurrentMember member, IMoneyLedger ledger)
{
    public async Task RunAsync(long communityId, CommunityChanges changes, ShownValues shown, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var community = await db.Set<Community>().SingleOrDefaultAsync(c => c.Id == communityId, cancel) ?? throw Refused.NotFound();
        changes = Merged(changes, community, shown);
        shown.Settle();
        community.Describe(new CommunityProfile(
            changes.Name is null ? community.Name : CommunityText.Name(changes.Name),
            changes.Description is null ? community.Description : CommunityText.Description(changes.Description),
            changes.Accent is null ? community.Accent : CommunityText.Accent(changes.Accent),
            changes.Language is null ? community.Language : CommunityText.Language(changes.Language),
            changes.TimeZone is null ? community.TimeZone : CommunityText.TimeZone(changes.TimeZone),
            changes.Positioning is null ? community.Positioning : CommunityText.Essay("positioning", changes.Positioning),
            changes.Goals is null ? community.Goals : CommunityText.Essay("goals", changes.Goals)));
        if (changes.Promise is not null || changes.Questions is not null)
        {
            var questions = changes.Questions is null ? community.QuestionsMarkdown : CommunityText.Questions(changes.Questions);
            community.Invite(
                changes.Promise is null ? community.Promise : CommunityText.Promise(changes.Promise), questions,
                questions == community.QuestionsMarkdown ? community.QuestionsHtml : QuestionsRendering.Render(questions));
        }
        if (changes.Currency is not null && CommunityText.Currency(changes.Currency) is var currency && currency != community.Currency)
        {
            if (await HasMovedMoneyAsync(communityId, cancel))
                throw Refused.AtField("currency", "currency_locked", "Payments have been made in {0}, so the currency can't be changed.", community.Currency);
            community.SellIn(currency);
        }

        db.Publish(() => new CommunityChanged(communityId, member.Id, "profile"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }

    /// <summary>The hidden field of a form that shows the community as it is.</summary>
    public static string ShownOf(Community community) => ShownValues.Of(
        ("name", community.Name), ("description", community.Description), ("positioning", community.Positioning), ("goals", community.Goals),
        ("promise", community.Promise), ("questions", community.QuestionsMarkdown),
        ("accent", community.Accent), ("language", community.Language), ("timeZone", community.TimeZone), ("currency", community.Currency));

    private static CommunityChanges Merged(CommunityChanges changes, Community community, ShownValues shown) => new()
    {
        Name = shown.Merge("name", changes.Name, community.Name),
        Description = shown.Merge("description", changes.Description, community.Description),
        Positioning = shown.Merge("positioning", changes.Positioning, community.Positioning),
        Goals = shown.Merge("goals", changes.Goals, community.Goals),
        Promise = shown.Merge("promise", changes.Promise, community.Promise),
        Questions = shown.Merge("questions", changes.Questions, community.QuestionsMarkdown),
        Accent = shown.Merge("accent", changes.Accent, community.Accent),
        Language = shown.Merge("language", changes.Language, community.Language),
        TimeZone = shown.Merge("timeZone", changes.TimeZone, community.TimeZone),
        Currency = shown.Merge("currency", changes.Currency, community.Currency),
    };

    /// <summary>Whether a processor ever held money for the community, be it refunded since.</summary>
    public async Task<bool> HasMovedMoneyAsync(long communityId, CancellationToken cancel) =>
        (await ledger.SumAsync(communityId, "processor:", DateTime.MinValue, DateTime.MaxValue, cancel)).Count > 0;
}
