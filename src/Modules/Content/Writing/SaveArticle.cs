using Guildhall.Content.Articles;

namespace Guildhall.Content.Writing;

/// <summary>Saves what stands in the editor: a new article or the next version of one, and publishes it where that was asked.</summary>
internal sealed class SaveArticle(CreateArticle create, ReviseArticle revise, PublishArticle publish, TimeProvider time)
{
    /// <param name="id"><c>null</c> for a new article.</param>
    /// <param name="version">The version that the editor had before them.</param>
    /// <returns>The article's id.</returns>
    public async Task<long> RunAsync(long? id, int version, ArticleText text, long editorId, bool andPublish, CancellationToken cancel)
    {
        if (id is not { } known)
            return await create.RunAsync(text, editorId, andPublish ? time.GetUtcNow().UtcDateTime : null, cancel);
        await revise.RunAsync(known, version, text, editorId, cancel);
        if (andPublish)
            await publish.RunAsync(known, editorId, cancel);
        return known;
    }
}
