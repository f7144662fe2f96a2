using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.OwnPages;

/// <summary>Writes about, imprint or privacy. An empty text takes the page away.</summary>
internal sealed class WritePage(AppDb db, Guard guard, CommunityCache cache, TimeProvider time)
{
    // Pictures of other servers would tell them who reads.
    private static readonly MarkdownOptions Options =
        new() { MaxLength = CommunityText.MaxRules, HeadingShift = 1, RewriteImage = _ => null };

    public async Task RunAsync(long communityId, OwnPage page, string? typed, ShownValues shown, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var text = CommunityText.Lines(typed);
        if (PageProposals.HasBlanks(text))
            throw Refused.AtField("text", "page_has_blanks", "Fill in or remove the parts still in {0}.", "【 】");
        var html = Render(text);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var written = await db.Set<CommunityPage>().SingleOrDefaultAsync(p => p.Page == page, cancel);
        var merged = shown.Merge("text", text, written?.Markdown ?? "");
        shown.Settle();
        if (merged == (written?.Markdown ?? ""))
            return;
        if (text.Length == 0)
            db.Remove(written!);
        else
        {
            if (written is null)
                db.Add(written = CommunityPage.Of(communityId, page));
            written.Write(text, html, by, time.GetUtcNow().UtcDateTime);
        }
        db.Publish(() => new CommunityChanged(communityId, by, EnumWords.Of(page)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }

    private static string Render(string markdown)
    {
        try
        {
            return markdown.Length == 0 ? "" : MarkdownRenderer.Render(markdown, Options).FullHtml;
        }
        catch (MarkdownRefused refused)
        {
            throw refused.Code == MarkdownRefused.TooLong
                ? Refused.AtField("text", refused.Code, "This text can have at most {0} characters.", CommunityText.MaxRules)
                : Refused.AtField("text", refused.Code, "This Markdown is nested too deeply to be rendered. Simplify it.");
        }
    }
}
