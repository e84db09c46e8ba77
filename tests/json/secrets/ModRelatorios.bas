Attribute VB_Name = "ModRelatorios"
Option Explicit
' Relatorio diario de vendas - exportado em 12/03/2024 por Renata (TI)
Private Const SENHA_PLANILHA As String = "⟦vendas@2021⟧"
Private Const CHAVE_API As String = "⟦0B283763C0DCF108208B1336E8E89FB2⟧"
Private Const URL_API As String = "https://api.fretefacil.com.br/v1/cotacao"

Public Sub AtualizarVendas()
    Dim cn As Object, rs As Object, ws As Worksheet
    Set ws = ThisWorkbook.Worksheets("Vendas")
    ws.Unprotect Password:=SENHA_PLANILHA
    Set cn = CreateObject("ADODB.Connection")
    cn.Open "Provider=MSOLEDBSQL;Data Source=SRVERP02,1433;Initial Catalog=PROTHEUS;User ID=relat_leitura;Password=⟦Jabuticaba#7⟧;Encrypt=yes;"
    Set rs = cn.Execute("SELECT FILIAL, SUM(TOTAL) FROM SD2010 WHERE D_E_L_E_T_ = ' ' GROUP BY FILIAL")
    ws.Range("A2").CopyFromRecordset rs
    rs.Close: cn.Close
    ws.Protect Password:=SENHA_PLANILHA
    EnviarResumo ws.Range("B2").Value
End Sub

Private Sub EnviarResumo(ByVal total As Double)
    Dim cfg As Object: Set cfg = CreateObject("CDO.Configuration")
    With cfg.Fields
        .Item("http://schemas.microsoft.com/cdo/configuration/smtpserver") = "smtp.office365.com"
        .Item("http://schemas.microsoft.com/cdo/configuration/sendusername") = "relatorios@casadoparafuso.com.br"
        .Item("http://schemas.microsoft.com/cdo/configuration/sendpassword") = "⟦Qwy73418⟧"
        .Update
    End With
    Dim http As Object: Set http = CreateObject("MSXML2.XMLHTTP")
    http.Open "GET", URL_API & "?cepOrigem=01310100&cepDestino=30140071", False
    http.setRequestHeader "x-api-key", CHAVE_API
    http.send
    If http.Status <> 200 Then MsgBox "Senha ou chave invalida: " & http.responseText, vbCritical
End Sub
