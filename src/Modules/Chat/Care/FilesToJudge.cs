using System.Net;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>The files of a message for whoever judges it.</summary>
internal static class FilesToJudge
{
    /// <param name="areOpen">Whether moderators may open them: not those of a conversation.</param>
    /// <returns>A list as HTML; empty without any.</returns>
    public static async Task<string> OfAsync(AppDb db, long messageId, bool areOpen, CancellationToken cancel)
    {
        var files = await db.Set<MessageFile>().AsNoTracking().Where(f => f.MessageId == messageId).OrderBy(f => f.FileId)
            .Select(f => new { f.Path, f.Name }).ToListAsync(cancel);
        return files.Count == 0 ? "" : $"<ul>{string.Concat(files.Select(f => $"<li>{Shown(f.Path, f.Name, areOpen)}</li>"))}</ul>";
    }

    private static string Shown(string path, string name, bool isOpen) => isOpen
        ? $"<a href=\"{WebUtility.HtmlEncode(path)}\">{WebUtility.HtmlEncode(name)}</a>" : WebUtility.HtmlEncode(name);
}
