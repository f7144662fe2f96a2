using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>A text that may stand, rendered.</summary>
internal sealed record PreparedText(CommunityInfo Community, ArticleText Text, RenderedMarkdown Rendered)
{
    public int PreviewBlocks => Community.PreviewBlocksOf(Text.SpaceId);
}

/// <summary>
/// Tidies, judges and renders what an editor handed in. Call it outside of the write transaction, which would keep all other writers
/// waiting for it.
/// </summary>
internal sealed class PrepareArticle(CommunityScope scope, ITiers tiers, ArticleRendering rendering)
{
    /// <param name="source">Where the article came from, with <paramref name="externalKey"/>; <c>null</c> for one that was written
    /// here.</param>
    /// <param name="currentTierId">The tier that the article asks for now: it may stay when it is not on offer any more.</param>
    /// <exception cref="Refused">422 at a field.</exception>
    public async Task<PreparedText> RunAsync(
        ArticleText handedIn, string? source, string? externalKey, long? currentTierId, CancellationToken cancel)
    {
        var community = scope.Required;
        var text = handedIn.Tidy();
        text.Check(community, await tiers.ListAsync(community.Id, cancel), currentTierId);
        return new PreparedText(community, text,
            await rendering.RunAsync(text.Title, text.Markdown, text.SpaceId, source, externalKey, cancel));
    }
}
