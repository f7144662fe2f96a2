using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>Remembers that a learner was in a lesson, and how far they have played it. The furthest counts, on whatever device.</summary>
internal sealed class KeepPlace(AppDb db, LearnerGate gate, CurrentMember member, TimeProvider time)
{
    private const int Longest = 48 * 3600;

    /// <param name="second">Of a film or of sound; <c>null</c> where there is none to say.</param>
    /// <exception cref="Refused">As of every deed in a lesson; 422 at "second".</exception>
    public async Task RunAsync(long lessonId, int? second, CancellationToken cancel)
    {
        var me = member.RequireId();
        if (second is < 0 or > Longest)
            throw Refused.AtField("second", "second_out_of_range", "Enter a whole number from {0} to {1}.", 0, Longest);
        var (lesson, enrollmentId) = await gate.RequireAsync(lessonId, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var progress = await db.Set<Progress>().SingleOrDefaultAsync(p => p.LessonId == lessonId && p.MemberId == me, cancel);
        if (progress is null)
            db.Add(progress = Progress.In(lesson, me, now));
        progress.PlayedTo(second ?? 0);
        (await db.Set<Enrollment>().SingleAsync(e => e.Id == enrollmentId, cancel)).Visit(lessonId, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
