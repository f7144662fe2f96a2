using System.Globalization;

namespace Guildhall.Content.Import;

/// <summary>
/// Pictures on other servers that the texts of a check show: each once, and what would become of it. Nothing is asked of any server here.
/// </summary>
/// <param name="most">So many are fetched.</param>
internal sealed class SeenRemotePictures(ImportGround ground, string source, int most, bool fetches)
{
    // Of servers that are named.
    private const int MaxHosts = 20;

    private readonly Dictionary<string, ReferencedFile?> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _wanted = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private bool _tooMany;

    /// <returns><c>null</c> for one that stays where it is.</returns>
    public ReferencedFile? See(string target)
    {
        if (RemotePicture.KeyOf(target) is not { } key)
            return null;
        if (!_seen.TryGetValue(key, out var picture))
            _seen[key] = picture = Look(key);
        return picture;
    }

    /// <summary>How many from which servers, for those who decide whether to start.</summary>
    public IEnumerable<PlannedRow> Overview()
    {
        if (_wanted.Count > 0)
            yield return Row(ImportNote.Info(ImportTexts.RemoteToFetch, Number(_wanted.Count), Hosts(_wanted)));
        if (_left.Count > 0)
            yield return Row(ImportNote.Info(ImportTexts.RemoteFound, Number(_left.Count), Hosts(_left)));
        if (_tooMany)
            yield return Row(ImportNote.Warning(ImportTexts.RemoteTooMany, Number(most)));
    }

    /// <summary>Those that are fetched stand so that neighbours belong to different servers: several are asked at once.</summary>
    public IEnumerable<PlannedRow> Rows()
    {
        var known = _seen.Where(s => ground.Files.ContainsKey(s.Key)).Select(s => s.Key).Order(StringComparer.Ordinal)
            .Select(key => File(key, ImportAction.Unchanged, ground.Files[key]));
        var wanted = _wanted.Order(StringComparer.Ordinal).GroupBy(RemotePicture.HostOf, StringComparer.Ordinal)
            .SelectMany(host => host.Select((key, place) => (key, place))).OrderBy(k => k.place)
            .Select(k => File(k.key, ImportAction.Create, ""));
        var failed = fetches ? _seen.Keys.Where(ground.Failed.ContainsKey).Order(StringComparer.Ordinal)
            .Select(key => File(key, ImportAction.Skip, "", ImportNote.Warning(ImportTexts.RemoteLately), ground.Failed[key])) : [];
        return [.. known, .. wanted, .. failed];
    }

    private ReferencedFile? Look(string key)
    {
        if (ground.Files.TryGetValue(key, out var sha256))
            return new ReferencedFile(key, sha256, SeenFile.SampleAddress, IsPicture: true);
        if (!fetches)
            _left.Add(key);
        else if (!ground.Failed.ContainsKey(key) && _wanted.Count == most)
            _tooMany = true;
        else if (!ground.Failed.ContainsKey(key))
        {
            _wanted.Add(key);
            return new ReferencedFile(key, "", SeenFile.SampleAddress, IsPicture: true);
        }
        return null;
    }

    private static string Hosts(IReadOnlyCollection<string> keys)
    {
        var hosts = keys.GroupBy(RemotePicture.HostOf, StringComparer.Ordinal).OrderByDescending(h => h.Count())
            .ThenBy(h => h.Key, StringComparer.Ordinal).ToList();
        var named = string.Join(", ", hosts.Take(MaxHosts).Select(h => $"{h.Key} ({Number(h.Count())})"));
        return hosts.Count > MaxHosts ? $"{named}, … ({Number(hosts.Count)})" : named;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private PlannedRow Row(ImportNote note) => new(ImportKind.Other, ImportAction.Skip, source, "", "", "", "", [note]);

    private static PlannedRow File(string key, ImportAction action, string hash, params ImportNote[] notes) =>
        new(ImportKind.File, action, key, "", "", "", hash, notes);
}
