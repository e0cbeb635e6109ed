using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace DispatchMap.Web.Storage;

/// <summary>
/// Writes rows with one statement for many of them. EF would read each row before it changed it, and of two processes the
/// slower would win.
/// </summary>
/// <param name="head">The statement up to and including the word VALUES.</param>
/// <param name="tail">What comes after the rows.</param>
/// <param name="types">The types of a row's values.</param>
/// <param name="rowsAtOnce">Rows per statement.</param>
internal sealed class RowWriter(DbTransaction transaction, string head, string tail, DbType[] types, int rowsAtOnce)
{
    public async Task WriteAsync(IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        DbCommand? command = null;
        try
        {
            foreach (var chunk in rows.Chunk(rowsAtOnce))
            {
                if (command?.Parameters.Count != chunk.Length * types.Length)
                {
                    if (command is not null)
                        await command.DisposeAsync();
                    command = Command(chunk.Length);
                }

                for (var row = 0; row < chunk.Length; row++)
                {
                    for (var column = 0; column < types.Length; column++)
                        command.Parameters[row * types.Length + column].Value = chunk[row][column] ?? DBNull.Value;
                }

                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync();
        }
    }

    private DbCommand Command(int rows)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        var text = new StringBuilder(head);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < types.Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
                parameter.DbType = types[column];
                command.Parameters.Add(parameter);
                text.Append(column > 0 ? ", " : row > 0 ? "), (" : " (").Append(parameter.ParameterName);
            }
        }

        command.CommandText = text.Append(") ").Append(tail).ToString();
        return command;
    }
}
