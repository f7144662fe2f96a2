using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Rules;

internal sealed class ChangeRules(AppDb db, Guard guard, CommunityCache cache, CurrentMember member)
{
    public async Task RunAsync(long communityId, string? markdown, ShownValues shown, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var text = CommunityText.Lines(markdown);
        if (text.Length == 0)
            throw Refused.AtField("rules", "rules_missing", "Add at least one rule.");
        var rules = RulesRendering.Render(text);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var community = await db.Set<Community>().SingleOrDefaultAsync(c => c.Id == communityId, cancel) ?? throw Refused.NotFound();
        var merged = shown.Merge("rules", markdown, community.RulesMarkdown);
        shown.Settle();
        // One text: where its writer changed nothing, there is nothing to save.
        if (merged == community.RulesMarkdown)
            return;
        community.SetRules(rules);
        db.Publish(() => new CommunityChanged(communityId, member.Id, "rules"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }
}
