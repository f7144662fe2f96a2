using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>What was made.</summary>
/// <param name="Number">Of a reply that is shown; <c>null</c> for a topic and for what is held.</param>
/// <param name="IsNew">Not made before by the same key.</param>
/// <param name="IsHeld">It waits for a moderator.</param>
/// <param name="Taken">A bot was asked by a command, and nothing was made; <c>null</c> for all else.</param>
internal sealed record Posted(Thing Post, long TopicId, int? Number, bool IsNew, bool IsHeld, CommandTaken? Taken = null)
{
    public static Posted Asked(CommandTaken taken) => new(default, 0, null, true, false, taken);
}

/// <summary>A key that the asking side chose, and what it asked for with it.</summary>
internal sealed record Wish(string Key, string Asked)
{
    /// <returns><c>null</c> where no key was given.</returns>
    /// <exception cref="Refused">400: it is no usable one.</exception>
    public static Wish? Of(string? key, params string?[] asked)
    {
        if (string.IsNullOrEmpty(key))
            return null;
        if (key.Length > PostingKey.MaxKey || key.Any(char.IsControl))
            throw new Refused("idempotency_key_malformed", 400, "An Idempotency-Key has at most {0} characters.", PostingKey.MaxKey);
        return new Wish(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', asked)))));
    }

    /// <summary>What the same member made with the same key before; <c>null</c> when nothing.</summary>
    /// <exception cref="Refused">422: the key was used for something else.</exception>
    public async Task<Thing?> MadeAsync(AppDb db, long memberId, CancellationToken cancel)
    {
        // A key is the member's own, whatever community it was used in: the same key elsewhere asks for something else.
        var made = await db.Set<PostingKey>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(k => k.MemberId == memberId && k.Key == Key, cancel);
        if (made is null)
            return null;
        return made.CommunityId == db.CommunityId && made.Asked == Asked ? new Thing(made.PostKind, made.PostId)
            : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for something else. Use a new one.");
    }
}
