using System.Linq.Expressions;

namespace Guildhall.Memberships.Access;

/// <summary><see cref="Grant.InForceAt"/> for the database; a test holds the two together.</summary>
internal static class GrantsInForce
{
    public static Expression<Func<Grant, bool>> At(DateTime at) => g =>
        g.StartsAt <= at && (g.EndsAt == null || g.EndsAt > at) && (g.Revocation == null || g.Revocation.EffectiveAt > at);
}
