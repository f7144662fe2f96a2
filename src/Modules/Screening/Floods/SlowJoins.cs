using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Deciding;
using Guildhall.Screening.Settings;

namespace Guildhall.Screening.Floods;

/// <summary>While a flood lasts, only so many join in a minute. Who pays is not asked.</summary>
internal sealed class SlowJoins(ScreeningBooks books, ReadFloods floods, TimeProvider time) : IJoinChecks
{
    public async Task CheckAsync(long communityId, long memberId, CancellationToken cancel = default)
    {
        var book = await books.GetAsync(communityId, cancel);
        if (book.Flood is not { } flood || flood.Until <= time.GetUtcNow().UtcDateTime
            || await floods.JoinsAsync(1, cancel) < book.Numbers[Numbers.FloodSlow])
            return;
        throw new Refused("joining_slowed", 429, "Many people are joining at this moment. Try again in a minute.") { RetryAfter = TimeSpan.FromMinutes(1) };
    }
}
