namespace Guildhall.Kernel.Values;

internal sealed partial class TexParser
{
    private const int MaxColumns = 50;

    private MathNode Environment()
    {
        var name = _in.Raw()?.TrimEnd('*') ?? "";
        var columns = "";
        if (name is "array" or "alignedat" or "alignat")
            columns = _in.Raw() ?? "";
        else if (name is "aligned" or "gathered")
            _in.RawOption();
        Func<int, char>? sides = name switch
        {
            "matrix" or "pmatrix" or "bmatrix" or "Bmatrix" or "vmatrix" or "Vmatrix" or "smallmatrix" or "gather" or "gathered" or "multline"
                or "equation" => _ => ' ',
            "cases" or "rcases" or "dcases" => _ => 'l',
            "aligned" or "align" or "split" or "alignedat" or "alignat" or "eqnarray" => column => column % 2 == 0 ? 'r' : 'l',
            "array" => ArraySides(columns),
            _ => null,
        };
        if (sides is null)
            return Wrong();
        var rows = Rows();
        if (!_in.Next().Is("end") || _in.Raw()?.TrimEnd('*') != name)
            return Wrong();
        var isDisplayed = name is "aligned" or "align" or "split" or "gather" or "gathered" or "multline" or "equation" or "alignedat"
            or "alignat" or "eqnarray" or "dcases";
        var table = Table(rows, sides, isDisplayed);
        return name switch
        {
            "pmatrix" => Between("(", table, ")"),
            "bmatrix" => Between("[", table, "]"),
            "Bmatrix" => Between("{", table, "}"),
            "vmatrix" => Between("|", table, "|"),
            "Vmatrix" => Between("‖", table, "‖"),
            "cases" or "dcases" => Between("{", table, ""),
            "rcases" => Between("", table, "}"),
            "smallmatrix" => Shown(false, [table]).With("scriptlevel", "1"),
            _ => table,
        };
    }

    private MathNode Stack()
    {
        if (_in.Next().Kind != TexKind.Open)
            return Wrong();
        var rows = Rows();
        return _in.Next().Kind == TexKind.Close ? Table(rows, _ => ' ', isDisplayed: false) : Wrong();
    }

    private List<IReadOnlyList<IReadOnlyList<MathNode>>> Rows()
    {
        List<IReadOnlyList<IReadOnlyList<MathNode>>> rows = [];
        while (true)
        {
            rows.Add(Cells());
            if (_in.Peek().Kind != TexKind.Line && !_in.Peek().Is("cr"))
                break;
            NewLine();
        }
        // A line is often ended before the end of all.
        if (rows is [_, .., [{ Count: 0 }]])
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private List<IReadOnlyList<MathNode>> Cells()
    {
        List<IReadOnlyList<MathNode>> cells = [Row()];
        while (_in.Peek().Kind == TexKind.Cell)
        {
            _in.Next();
            cells.Add(Row());
            if (cells.Count > MaxColumns)
                Wrong();
        }
        return cells;
    }

    // The distance that may follow is not kept.
    private void NewLine()
    {
        _in.Next();
        if (_in.Peek() is { Text: "[" })
            _in.RawOption();
    }

    private static Func<int, char> ArraySides(string columns)
    {
        var sides = string.Concat(columns.Where(c => c is 'l' or 'c' or 'r'));
        return column => column < sides.Length && sides[column] != 'c' ? sides[column] : ' ';
    }

    private static MathNode Between(string open, MathNode content, string close) =>
        MathNode.Of("mrow", Fence(open, "prefix"), content, Fence(close, "postfix"));

    /// <param name="side">l, r or a blank for the middle, by the number of the column.</param>
    private static MathNode Table(IReadOnlyList<IReadOnlyList<IReadOnlyList<MathNode>>> rows, Func<int, char> side, bool isDisplayed)
    {
        var table = MathNode.Of("mtable", [.. rows.Select(row => MathNode.Of("mtr", [.. row.Select((cell, column) =>
            side(column) is not ' ' and var at ? MathNode.Of("mtd", cell).With("class", $"math-{at}") : MathNode.Of("mtd", cell))]))]);
        return isDisplayed ? table.With("displaystyle", "true") : table;
    }
}
