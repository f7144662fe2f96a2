using System.Security.Cryptography;

namespace Guildhall.Payments.Orders;

/// <summary>Random codes: public ones for people, long ones that nobody guesses.</summary>
internal static class Codes
{
    // Crockford's base 32: no I, L, O or U, so that a code survives the telephone.
    private const string ForPeople = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string ForMachines = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>50 bits: unique by the database, unguessable enough for a page that asks who you are.</summary>
    public static string Order() => "O-" + RandomNumberGenerator.GetString(ForPeople, 10);

    /// <summary>More than 128 bits.</summary>
    public static string Secret(string prefix) => prefix + RandomNumberGenerator.GetString(ForMachines, 28);
}
