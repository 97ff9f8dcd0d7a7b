import Images
print(vipsVersion())
