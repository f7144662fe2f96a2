using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>What becomes of the rows of a table that are a member's own, when they delete their account.</summary>
public enum Fate
{
    /// <summary>They are deleted.</summary>
    Gone,

    /// <summary>They stay and point to a member without a name.</summary>
    Stays,

    /// <summary>Words for others: they stay without the name or go, as the member chooses. The module's <see cref="IForget"/> does it.</summary>
    Chosen,
}

/// <summary>
/// What becomes of one table. Whoever maps a table whose rows are a member's own says so; a rule finds those that nobody named.
/// </summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="What">A text key: what it is, for the member to read.</param>
/// <param name="Why">A text key: why it stays; empty for what does not.</param>
public sealed record Forgotten(Type Entity, Fate Fate, string What, string Why);

/// <summary>Says for the tables of a module what becomes of them.</summary>
public sealed class ForgottenTables(IServiceCollection services, string what)
{
    /// <summary>The rows are deleted.</summary>
    public ForgottenTables Gone<T>() => Add<T>(Fate.Gone, "");

    /// <summary>They stay or go as the member chooses; an <see cref="IForget"/> of the module does it.</summary>
    public ForgottenTables Chosen<T>() => Add<T>(Fate.Chosen, "");

    /// <summary>They stay and point to a member without a name.</summary>
    /// <param name="why">A text key: why.</param>
    public ForgottenTables Stays<T>([Localizable(true)] string why) => Add<T>(Fate.Stays, why);

    private ForgottenTables Add<T>(Fate fate, string why)
    {
        services.AddSingleton(new Forgotten(typeof(T), fate, what, why));
        return this;
    }
}

/// <summary>Words in which several modules say the same to a member who goes, and how they say it.</summary>
public static class Leaving
{
    /// <summary>Text keys of what tables hold.</summary>
    public const string
        Account = "Name, email address, picture, profile, handle, sign-in, sessions and devices",
        Traces = "What you read, follow, bookmark, drafted and set",
        Told = "Notifications, emails and the browsers that receive them",
        Words = "What you wrote: topics, replies, comments and messages",
        Works = "Articles, resources, polls and reviews that you published",
        Answers = "Votes, reactions and ballots",
        Books = "Orders, payments and invoices",
        Access = "Memberships, roles and seats that you held",
        Care = "Reports, moderators' decisions and restrictions";

    /// <summary>Text keys of why something stays.</summary>
    public const string
        ByLaw = "The law asks for complete books. Invoices keep the name they were issued to.",
        OthersRely = "Others build on it. It stays without your name.",
        Checkable = "So that decisions can be checked later. It stays without your name.";

    /// <summary>Begins to say what becomes of tables.</summary>
    /// <param name="what">A text key: what they hold, for the member to read.</param>
    public static ForgottenTables Forget(this IServiceCollection services, [Localizable(true)] string what) => new(services, what);
}
