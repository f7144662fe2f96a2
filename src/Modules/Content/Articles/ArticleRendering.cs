using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>Renders an article as it will be read: the title not repeated, links and pictures of its source found again.</summary>
internal sealed class ArticleRendering(CommunityScope scope, SourceReferences references)
{
    /// <summary>How many blocks of an article in this space are free.</summary>
    public int PreviewBlocksOf(long spaceId) => scope.Required.PreviewBlocksOf(spaceId);

    /// <exception cref="Refused">422 at the field "markdown" where the text is too long, too deep or too slow.</exception>
    public Task<RenderedMarkdown> RunAsync(
        string title, string markdown, long spaceId, string? source, string? externalKey, CancellationToken cancel = default) =>
        RunAsync(title, markdown, PreviewBlocksOf(spaceId), source, externalKey, cancel);

    /// <summary>The words that it has, cut elsewhere.</summary>
    /// <inheritdoc cref="RunAsync(string, string, long, string?, string?, CancellationToken)"/>
    public Task<RenderedMarkdown> RunAsync(Article article, int previewBlocks, CancellationToken cancel = default) =>
        RunAsync(article.Title, article.Markdown, previewBlocks, article.Source, article.ExternalKey, cancel);

    private async Task<RenderedMarkdown> RunAsync(
        string title, string markdown, int previewBlocks, string? source, string? externalKey, CancellationToken cancel)
    {
        var rendered = Render(title, markdown, previewBlocks, null, null);
        if (await references.FindAsync(scope.Required, rendered, source, externalKey, cancel) is not { } found)
            return rendered;
        return Render(title, markdown, previewBlocks, found.Link, found.Image);
    }

    /// <param name="link">Gives an address for a target as written; <c>null</c> from it drops the link and keeps its words.</param>
    public static RenderedMarkdown Render(
        string title, string markdown, int previewBlocks, Func<string, string?>? link, Func<string, string?>? image)
    {
        try
        {
            return MarkdownRenderer.Render(markdown, new MarkdownOptions
            {
                TitleToStrip = title,
                LinkPictures = true,
                PreviewBlocks = previewBlocks,
                MaxLength = Article.MaxMarkdown,
                RewriteLink = link,
                RewriteImage = image,
            });
        }
        catch (MarkdownRefused refused)
        {
            throw MarkdownFault.ToRefused(refused.Code);
        }
    }
}
