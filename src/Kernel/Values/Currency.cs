using System.Collections.Frozen;

namespace Guildhall.Kernel.Values;

/// <summary>A currency in use. <c>Symbol…</c> is empty where readers of that language expect the code instead.</summary>
/// <param name="Code">ISO 4217, upper case.</param>
/// <param name="Exponent">Decimals of its minor unit by ISO 4217: 0, 2 or 3. A payment processor may count differently
/// (its client converts; Stripe, for one, wants ISK and UGX with two).</param>
public sealed record Currency(string Code, int Exponent, string NameEn, string NameZh, string SymbolEn, string SymbolZh)
{
    /// <param name="language"><c>zh…</c> or anything else for English.</param>
    public string Name(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? NameZh : NameEn;
}

/// <summary>
/// The currencies of ISO 4217 list one that somebody can pay with. Left out on purpose: funds codes and index units (BOV, CHE, CHW,
/// CLF, COU, MXV, USN, UYI, UYW), metals, XDR, XSU, XUA, XTS, XXX, and codes withdrawn since (HRK, SLL, ZWL, ANG, BGN, CUC).
/// Source: ISO 4217 maintenance agency, six-group.com, list one of January 2026.
/// </summary>
public static partial class Currencies
{
    private static readonly FrozenDictionary<string, Currency> ByCode = Read(Table);
    private static readonly Currency[] Sorted = [.. ByCode.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<Currency> All => Sorted;

    /// <summary>The currency of this code in any case, or <c>null</c>.</summary>
    public static Currency? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <exception cref="ArgumentException">No such currency.</exception>
    public static Currency Get(string? code) => Find(code) ?? throw new ArgumentException($"'{code}' is no ISO 4217 currency in use.", nameof(code));

    private static FrozenDictionary<string, Currency> Read(string table)
    {
        var currencies = new List<Currency>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split('|');
            currencies.Add(new Currency(cells[0], cells[1][0] - '0', cells[2], cells[3], cells.Length > 4 ? cells[4] : "",
                cells.Length > 5 ? cells[5] : cells.Length > 4 ? cells[4] : ""));
        }
        return currencies.ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
    }
}
