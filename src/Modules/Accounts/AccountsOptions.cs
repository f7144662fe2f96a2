using System.ComponentModel.DataAnnotations;
using Guildhall.Accounts.Attempts;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts;

/// <summary>Section <c>Guildhall:Accounts</c>.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Guildhall:Accounts";

    /// <summary>PBKDF2-HMAC-SHA512 rounds. OWASP's minimum is 210,000; a hash with fewer is renewed at the next sign-in.</summary>
    [Range(210_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>A session that was not used for so long has ended.</summary>
    [Range(1, 365)]
    public int SessionDays { get; set; } = 30;

    /// <summary>Wrong passwords for one account from one address, or from one device that signed in to it before.</summary>
    [ValidateObjectMembers]
    public Allowance Guesses { get; set; } = new() { PerMinute = 6, PerHour = 30 };

    /// <summary>Wrong passwords from one address for any account. Looser: a whole school may stand behind it.</summary>
    [ValidateObjectMembers]
    public Allowance GuessesPerAddress { get; set; } = new() { PerMinute = 20, PerHour = 100 };

    /// <summary>Wrong passwords for one account from all devices that never signed in to it, whatever their addresses.</summary>
    [ValidateObjectMembers]
    public Patience GuessesOfStrangers { get; set; } = new() { Free = 30, FirstWaitSeconds = 30, LongestWaitSeconds = 1800 };

    /// <summary>Wrong codes for one account from such devices: who gets there knows the password.</summary>
    [ValidateObjectMembers]
    public Patience CodesOfStrangers { get; set; } = new() { Free = 10, FirstWaitSeconds = 30, LongestWaitSeconds = 1800 };

    /// <summary>
    /// Wrong codes, and wrong passwords of somebody signed in, for one account; devices that signed in to it before count by themselves.
    /// </summary>
    [ValidateObjectMembers]
    public Allowance Codes { get; set; } = new() { PerMinute = 6, PerHour = 30 };

    /// <summary>Mails that somebody asks for to one address: links to sign in, to set a password, to confirm.</summary>
    [ValidateObjectMembers]
    public Allowance Mails { get; set; } = new() { PerMinute = 2, PerHour = 6 };

    /// <summary>New accounts from one address.</summary>
    [ValidateObjectMembers]
    public Allowance Registrations { get; set; } = new() { PerMinute = 20, PerHour = 100 };
}
