// It must have failed because the cutout was paid twice.
def report = new File(basedir, 'junit/target/surefire-reports/com.example.shop.PaidOnceTest.txt').text
assert report.contains('process calls: charged 2, expected 1.')
